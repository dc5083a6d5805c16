package okpay.web.widget;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okpay.identity.Brake;
import okpay.identity.Person;
import okpay.identity.Sessions;
import okpay.identity.Token;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Receipts;
import okpay.support.Writing;
import okpay.web.Cookies;
import okpay.web.Html;
import okpay.web.LivePage;
import okpay.web.LiveStreams.Part;
import okpay.web.OpenChat;
import okpay.web.Page;
import okpay.web.Pages;
import okpay.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What stands in the frame. Everything but the frame itself is asked for with a pass, which a
/// site's voucher is exchanged for.
@Controller
class WidgetPages implements LivePage {

    private static final String STREAM = "X-OKPay-Stream";
    private static final int LONGEST_ID = 100;

    private final Brake exchanges = new Brake(60, Duration.ofMinutes(1));
    private final WidgetSettings settings;
    private final Vouchers vouchers;
    private final Passes passes;
    private final WidgetChat chat;
    private final Cases cases;
    private final Receipts receipts;
    private final OpenChat open;
    private final Pages pages;

    WidgetPages(
            WidgetSettings settings,
            Vouchers vouchers,
            Passes passes,
            WidgetChat chat,
            Cases cases,
            Receipts receipts,
            OpenChat open,
            Pages pages) {
        this.settings = settings;
        this.vouchers = vouchers;
        this.passes = passes;
        this.chat = chat;
        this.cases = cases;
        this.receipts = receipts;
        this.open = open;
        this.pages = pages;
    }

    @GetMapping("/widget")
    String frame(HttpServletRequest request, Model model) {
        onlyIfOn();
        var own =
                settings.inHouse()
                        ? Stream.of(request.getScheme() + "://" + request.getHeader("Host"))
                        : Stream.<String>empty();
        model.addAttribute(
                "origins",
                Stream.concat(settings.origins().stream(), own).collect(Collectors.joining(" ")));
        return "widget/frame";
    }

    /// @return a pass for the voucher, or why there is none, in words
    @PostMapping("/widget/passes")
    ResponseEntity<Map<String, String>> exchange(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "") String voucher,
            HttpServletRequest request) {
        onlyIfOn();
        return switch (vouchers.read(voucher)) {
            case Vouchers.Known(var customer, var about) ->
                    ResponseEntity.ok(
                            Map.of(
                                    "pass",
                                    passes.issue(customer, about).secret(),
                                    "who",
                                    customer.toString(),
                                    "lasts",
                                    Long.toString(settings.lasts().toSeconds())));
            // Only what is made up counts: many customers may share an address.
            case Vouchers.NotKnown _ when exchanges.isWornOut(request.getRemoteAddr()) ->
                    refused(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "TOO_OFTEN",
                            page.say("widget.too.often"));
            case Vouchers.NotKnown(var reason) ->
                    refused(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            reason.name(),
                            page.say("widget.refused." + reason));
        };
    }

    private static ResponseEntity<Map<String, String>> refused(
            HttpStatus status, String code, String words) {
        return ResponseEntity.status(status).body(Map.of("code", code, "words", words));
    }

    /// @param id the case on the screen, if any
    @GetMapping("/widget/conversation")
    ResponseEntity<String> show(
            HttpServletRequest request, @RequestParam(name = "case", defaultValue = "") String id) {
        var pass = pass(request);
        var page = page(request, pass);
        var one = chat.current(pass, CaseId.read(id));
        return answer(one, one.map(it -> chat.since(page, it, 0)).orElse(List.of()));
    }

    @PostMapping("/widget/messages")
    ResponseEntity<String> write(
            HttpServletRequest request,
            @RequestParam(name = "case", defaultValue = "") String id,
            @RequestParam String text,
            @RequestParam String clientId,
            @RequestParam(defaultValue = "0") long after) {
        var pass = pass(request);
        if (clientId.isBlank() || clientId.length() > LONGEST_ID) {
            throw new Problems.Mistake("clientId");
        }
        var page = page(request, pass);
        var shown = CaseId.read(id);
        var written = chat.write(page, pass, shown, new WidgetChat.Words(text, clientId));
        var in = written.in();
        boolean isOnScreen = in.map(Case::id).equals(shown);
        return switch (written.writing()) {
            case Writing.Accepted _ ->
                    answer(in, chat.since(page, in.orElseThrow(), isOnScreen ? after : 0));
            case Writing.NotAccepted(var reason) ->
                    Html.answer(
                            HttpStatus.UNPROCESSABLE_CONTENT, page.say("chat.refused." + reason));
        };
    }

    /// What is on the customer's screen, and whether they type.
    @PostMapping("/widget/looks")
    ResponseEntity<Void> look(
            HttpServletRequest request,
            @RequestParam(name = "case", defaultValue = "") String id,
            @RequestParam(defaultValue = "0") long seen,
            @RequestParam(defaultValue = "false") boolean writes) {
        var me = pass(request).customer().id();
        CaseId.read(id)
                .flatMap(it -> cases.find(it, me))
                .ifPresent(it ->
                        receipts.mark(it.conversation(), Receipts.Side.CUSTOMER, seen, writes));
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<String> answer(Optional<Case> in, List<Part> parts) {
        var answer = Html.answer(parts);
        return in.map(it ->
                        ResponseEntity.status(answer.getStatusCode())
                                .headers(answer.getHeaders())
                                .header(STREAM, "/widget/cases/" + it.id() + "/stream")
                                .body(answer.getBody()))
                .orElse(answer);
    }

    @Override
    public String stream() {
        return "/widget/cases/{id}/stream";
    }

    @Override
    public Optional<Person> reader(Token token, Sessions sessions) {
        return passes.find(token).map(it -> new Person.OfCustomer(it.customer()));
    }

    @Override
    public Watched watch(Page reader, String id) {
        return open.watch(reader, id, chat::fresh, chat::since);
    }

    /// There is no pass, or it is over: the page around us has to vouch again.
    static final class PassIsOver extends RuntimeException {}

    @ExceptionHandler
    ResponseEntity<String> over(PassIsOver e, HttpServletRequest request) {
        return Html.answer(HttpStatus.UNAUTHORIZED, pages.of(request).say("widget.over"));
    }

    private Page page(HttpServletRequest request, Passes.Pass pass) {
        return pages.of(request, Optional.of(new Person.OfCustomer(pass.customer())), null);
    }

    private Passes.Pass pass(HttpServletRequest request) {
        return Cookies.token(request).flatMap(passes::find).orElseThrow(PassIsOver::new);
    }

    private void onlyIfOn() {
        if (!settings.isOn()) {
            throw new Problems.NotFound();
        }
    }
}
