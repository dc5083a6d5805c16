package okpay.web.console;

import java.util.Optional;
import java.util.Set;
import okpay.id.Ids;
import okpay.money.Amounts;
import okpay.money.Money;
import okpay.resolution.FourEyes;
import okpay.resolution.Resolutions;
import okpay.support.Author;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Stage;
import okpay.support.Writing;
import okpay.web.ChatParts;
import okpay.web.Html;
import okpay.web.LiveStreams;
import okpay.web.Page;
import okpay.web.Pages;
import okpay.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// The desk's cases: the list, and one with words, person and money side by side.
@Controller
class CasePages {

    private static final int PAGE = 25;

    private final Cases cases;
    private final CaseRows rows;
    private final Beside beside;
    private final ChatParts chat;
    private final Conversations conversations;
    private final Resolutions resolutions;
    private final FourEyes fourEyes;
    private final LiveStreams live;
    private final Pages pages;

    CasePages(
            Cases cases,
            CaseRows rows,
            Beside beside,
            ChatParts chat,
            Conversations conversations,
            Resolutions resolutions,
            FourEyes fourEyes,
            LiveStreams live,
            Pages pages) {
        this.cases = cases;
        this.rows = rows;
        this.beside = beside;
        this.chat = chat;
        this.conversations = conversations;
        this.resolutions = resolutions;
        this.fourEyes = fourEyes;
        this.live = live;
        this.pages = pages;
    }

    @GetMapping({"/console", "/console/cases"})
    String list(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "mine") String view,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "0") int skip,
            Model model) {
        var filter =
                switch (view) {
                    case "open" -> new Cases.Filter(Optional.empty(), Optional.of(true), q);
                    case "solved" -> new Cases.Filter(Optional.empty(), Optional.of(false), q);
                    case "all" -> new Cases.Filter(Optional.empty(), Optional.empty(), q);
                    default ->
                            new Cases.Filter(Optional.of(page.agent().id()), Optional.of(true), q);
                };
        var found = cases.list(filter, PAGE + 1, Math.max(0, skip));
        model.addAttribute("view", view);
        model.addAttribute("q", q);
        model.addAttribute("skip", Math.max(0, skip));
        model.addAttribute("more", found.size() > PAGE);
        model.addAttribute("rows", rows.of(found.subList(0, Math.min(PAGE, found.size()))));
        model.addAttribute("figures", beside.figures());
        model.addAttribute("waiting", beside.proposalsWaiting());
        return "console/cases";
    }

    @GetMapping("/console/cases/{id}")
    String show(@ModelAttribute("page") Page page, @PathVariable String id, Model model) {
        var one = find(id);
        model.addAttribute("one", one);
        model.addAttribute("head", chat.head(page, one));
        model.addAttribute("parts", chat.all(page, one));
        model.addAttribute("beside", beside.part(page, one, Optional.empty()));
        model.addAttribute("mine", beside.mine(page, one));
        model.addAttribute("clientId", Ids.next().toString());
        model.addAttribute("waiting", beside.proposalsWaiting());
        return "console/case";
    }

    @GetMapping("/console/cases/{id}/stream")
    SseEmitter stream(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long after,
            @RequestHeader(name = "Last-Event-ID", required = false) Optional<Long> last) {
        var one = find(id);
        return live.open(
                Set.of(
                        "conversation:" + one.conversation(),
                        "case:" + one.id(),
                        one.about().toString(),
                        "desk"),
                last.orElse(after),
                seq -> {
                    var now = cases.find(one.id()).orElseThrow();
                    var reader = pages.again(page);
                    var parts = new java.util.ArrayList<>(chat.since(reader, now, seq));
                    parts.add(beside.part(reader, now, Optional.empty()));
                    parts.add(beside.mine(reader, now));
                    parts.add(beside.badge());
                    return parts;
                });
    }

    @PostMapping("/console/cases/{id}/messages")
    ResponseEntity<String> write(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam String text,
            @RequestParam String clientId,
            @RequestParam(defaultValue = "0") long after) {
        var one = find(id);
        if (clientId.isBlank() || clientId.length() > 100) {
            throw new Problems.Mistake("clientId");
        }
        var author = new Author.OfAgent(page.agent().id());
        return switch (conversations.write(one.conversation(), author, text, clientId)) {
            case Writing.Accepted _ -> Html.answer(chat.since(page, one, after));
            case Writing.NotAccepted(var reason) ->
                    Html.answer(
                            HttpStatus.UNPROCESSABLE_CONTENT, page.say("chat.refused." + reason));
        };
    }

    @PostMapping("/console/cases/{id}/taking")
    String take(@ModelAttribute("page") Page page, @PathVariable String id) {
        var one = find(id);
        if (one.stage() != Stage.CLOSED) {
            resolutions.takeOver(one, page.agent());
        }
        return "redirect:/console/cases/" + one.id();
    }

    @PostMapping("/console/cases/{id}/resolution")
    ResponseEntity<String> resolve(@ModelAttribute("page") Page page, @PathVariable String id) {
        var one = find(id);
        boolean done = resolutions.resolve(one.id(), page.agent().id());
        return besideAgain(page, one, done ? Optional.empty() : Optional.of("desk.not.yours"));
    }

    @PostMapping("/console/cases/{id}/proposals")
    ResponseEntity<String> propose(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam String why) {
        var one = find(id);
        var part = part(one, amount);
        if (part.isEmpty() && !amount.isBlank()) {
            return besideAgain(page, one, Optional.of("four.eyes.refused.NOT_SO_MUCH"));
        }
        return switch (fourEyes.propose(one.id(), page.agent(), part, why)) {
            case FourEyes.Step.Taken _ -> besideAgain(page, one, Optional.empty());
            case FourEyes.Step.Refused(var reason) ->
                    besideAgain(page, one, Optional.of("four.eyes.refused." + reason));
        };
    }

    private Optional<Money> part(Case one, String amount) {
        var currency = rows.paymentOf(one).map(payment -> payment.amount().currency());
        return currency.map(it -> Amounts.read(amount, it))
                .filter(Amounts.Read.class::isInstance)
                .map(Amounts.Read.class::cast)
                .map(Amounts.Read::money);
    }

    private ResponseEntity<String> besideAgain(Page page, Case one, Optional<String> refusal) {
        var now = cases.find(one.id()).orElseThrow();
        return Html.answer(
                refusal.isPresent() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK,
                beside.part(page, now, refusal).html());
    }

    private Case find(String id) {
        return CaseId.read(id).flatMap(cases::find).orElseThrow(Problems.NotFound::new);
    }
}
