package okpay.web.app;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okpay.friends.Codes;
import okpay.friends.MoneyRequest;
import okpay.friends.RequestId;
import okpay.friends.Requests;
import okpay.id.Ids;
import okpay.money.Amounts;
import okpay.money.Money;
import okpay.qr.QrPictures;
import okpay.wallet.Attempt;
import okpay.wallet.Wallets;
import okpay.web.Keys;
import okpay.web.Page;
import okpay.web.PeopleRows;
import okpay.web.Problems;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The customer's own code, and asking others for money.
@Controller
class FriendPages {

    private final Codes codes;
    private final Requests requests;
    private final PeopleRows rows;
    private final Payer payer;

    FriendPages(Codes codes, Requests requests, PeopleRows rows, Payer payer) {
        this.rows = rows;
        this.codes = codes;
        this.requests = requests;
        this.payer = payer;
    }

    @GetMapping("/app/receive")
    ModelAndView code(@ModelAttribute("page") Page page) {
        var picture = QrPictures.draw(codes.of(page.customer()), page.say("receive.title"));
        return new ModelAndView("app/receive").addObject("picture", picture);
    }

    @PostMapping("/app/receive/renewal")
    String renew(@ModelAttribute("page") Page page) {
        codes.renew(page.customer().id());
        return "redirect:/app/receive";
    }

    @GetMapping("/app/requests")
    ModelAndView list(@ModelAttribute("page") Page page) {
        return list(page, new Asking("", "", "", false), Optional.empty());
    }

    private ModelAndView list(Page page, Asking asking, Optional<String> refusal) {
        var me = page.customer().id();
        return Forms.show("app/requests", refusal)
                .addObject("toMe", rows.requests(requests.of(me, false), me))
                .addObject("byMe", rows.requests(requests.of(me, true), me))
                .addObject("asking", asking);
    }

    @PostMapping("/app/requests")
    ModelAndView ask(
            @ModelAttribute("page") Page page,
            @RequestParam String from,
            @RequestParam String amount,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "false") boolean split,
            @RequestParam String key) {
        Keys.checked(key, "key");
        var asking = new Asking(from, amount, note, split);
        var handles =
                Arrays.stream(asking.from().split("[,;，；、\\n]", -1))
                        .map(String::strip)
                        .filter(it -> !it.isEmpty())
                        .toList();
        return switch (Amounts.read(asking.amount(), Wallets.HOME)) {
            case Amounts.Unreadable(var flaw) ->
                    list(page, asking, Optional.of("amount.refused." + flaw));
            case Amounts.Read(var money) ->
                    switch (requests.ask(
                            page.customer(), money, asking.split(), handles, asking.note(), key)) {
                        case Requests.Asked _ -> new ModelAndView("redirect:/app/requests");
                        case Requests.NotAsked(var why) ->
                                list(page, asking, Optional.of("request.refused." + why));
                    };
        };
    }

    @GetMapping("/app/requests/{id}")
    ModelAndView show(@ModelAttribute("page") Page page, @PathVariable String id) {
        return shown(page, request(page, id), Optional.empty());
    }

    @GetMapping("/app/requests/{id}/payment")
    ModelAndView review(@ModelAttribute("page") Page page, @PathVariable String id) {
        var request = request(page, id);
        boolean isMine = request.asker().equals(page.customer().id());
        return isMine || !requests.isOpen(request)
                ? shown(page, request, Optional.empty())
                : next(page, request, Ids.next().toString(), false);
    }

    @PostMapping("/app/requests/{id}/payment")
    ModelAndView pay(
            @ModelAttribute("page") Page page, @PathVariable String id, @RequestParam String key) {
        return next(page, request(page, id), key, true);
    }

    private ModelAndView next(Page page, MoneyRequest request, String key, boolean confirmed) {
        var here = "/app/requests/" + request.id();
        var typed = new Payer.Typed(request.amount().digits(), key, confirmed);
        return payer.next(
                page,
                typed,
                new Payer.Errand() {
                    @Override
                    public ModelAndView form(String again, Optional<String> refusal) {
                        return shown(page, request, refusal);
                    }

                    @Override
                    public Review review(Money money, Money after) {
                        return new Review(
                                "pay",
                                here + "/payment",
                                here,
                                requests.other(request, page.customer().id()),
                                "",
                                money,
                                request.note(),
                                after,
                                List.of(),
                                Map.of("key", key));
                    }

                    @Override
                    public Attempt pay(Money money, String pin) {
                        return requests.pay(page.customer(), request, key, pin);
                    }
                });
    }

    private ModelAndView shown(Page page, MoneyRequest request, Optional<String> refusal) {
        boolean isMine = request.asker().equals(page.customer().id());
        return Forms.show("app/request", refusal)
                .addObject("request", request)
                .addObject("who", requests.other(request, page.customer().id()))
                .addObject("isMine", isMine)
                .addObject("isOpen", requests.isOpen(request))
                .addObject("isPaid", requests.isPaid(request));
    }

    @PostMapping("/app/requests/{id}/end")
    String end(@ModelAttribute("page") Page page, @PathVariable String id) {
        requests.end(page.customer().id(), request(page, id));
        return "redirect:/app/requests";
    }

    private MoneyRequest request(Page page, String id) {
        return RequestId.read(id)
                .flatMap(one -> requests.find(one, page.customer().id()))
                .orElseThrow(Problems.NotFound::new);
    }
}
