package okpay.web.app;

import okpay.id.Ids;
import okpay.resolution.DiagnosisId;
import okpay.resolution.QuestionId;
import okpay.resolution.Remedy;
import okpay.resolution.Resolutions;
import okpay.resolution.WhichPayment;
import okpay.support.Author;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Receipts;
import okpay.support.Writing;
import okpay.wallet.PaymentId;
import okpay.web.ChatParts;
import okpay.web.Html;
import okpay.web.LivePage;
import okpay.web.OpenChat;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Help: opened from a payment, with everything already there.
@Controller
class HelpPages implements LivePage {

    private final Resolutions resolutions;
    private final Cases cases;
    private final Conversations conversations;
    private final Receipts receipts;
    private final WhichPayment which;
    private final ChatParts chat;
    private final OpenChat open;

    HelpPages(
            Resolutions resolutions,
            Cases cases,
            Conversations conversations,
            Receipts receipts,
            WhichPayment which,
            ChatParts chat,
            OpenChat open) {
        this.resolutions = resolutions;
        this.cases = cases;
        this.conversations = conversations;
        this.receipts = receipts;
        this.which = which;
        this.chat = chat;
        this.open = open;
    }

    @PostMapping("/app/payments/{id}/help")
    String open(@ModelAttribute("page") Page page, @PathVariable String id) {
        return PaymentId.read(id)
                .flatMap(payment -> resolutions.openHelp(page.customer().id(), payment))
                .map(one -> "redirect:/app/cases/" + one.id())
                .orElseThrow(Problems.NotFound::new);
    }

    @GetMapping("/app/cases")
    String list(@ModelAttribute("page") Page page, Model model) {
        model.addAttribute(
                "cases",
                cases.of(page.customer().id(), 50).stream()
                        .filter(it -> it.mergedInto().isEmpty())
                        .toList());
        return "app/cases";
    }

    @GetMapping("/app/cases/{id}")
    String chat(@ModelAttribute("page") Page page, @PathVariable String id, Model model) {
        var one = mine(page, id);
        if (one.mergedInto().isPresent()) {
            return "redirect:/app/cases/" + cases.root(one).id();
        }
        model.addAttribute("one", one);
        model.addAttribute("head", chat.head(page, one));
        model.addAttribute("parts", chat.all(page, one));
        model.addAttribute("meanwhile", chat.meanwhile(page, one, 0));
        model.addAttribute("clientId", Ids.next().toString());
        return "app/case";
    }

    @Override
    public String stream() {
        return "/app/cases/{id}/stream";
    }

    @Override
    public Watched watch(Page page, String id) {
        return open.watch(page, id, chat::fresh, chat::since);
    }

    /// What is on the customer's screen, and whether they type.
    @PostMapping("/app/cases/{id}/looks")
    ResponseEntity<Void> look(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long seen,
            @RequestParam(defaultValue = "false") boolean writes) {
        receipts.mark(mine(page, id).conversation(), Receipts.Side.CUSTOMER, seen, writes);
        return ResponseEntity.noContent().build();
    }

    /// The customer asks us to hurry (催办).
    @PostMapping("/app/cases/{id}/hurrying")
    ResponseEntity<String> hurry(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long after) {
        var one = mine(page, id);
        return resolutions.hurry(one)
                ? Html.answer(chat.since(page, cases.find(one.id()).orElseThrow(), after))
                : Html.answer(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        page.say(one.stage().isOpen() ? "chat.hurry.refused" : "chat.hurry.over"));
    }

    /// Answers with the parts the writer has not seen, his own words among them.
    @PostMapping("/app/cases/{id}/messages")
    ResponseEntity<String> write(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam String text,
            @RequestParam String clientId,
            @RequestParam(defaultValue = "0") long after) {
        var one = mine(page, id);
        if (clientId.isBlank() || clientId.length() > 100) {
            throw new Problems.Mistake("clientId");
        }
        var author = new Author.OfCustomer(page.customer().id());
        return switch (conversations.write(one.conversation(), author, text, clientId)) {
            // The page was open while its case was joined with another: the words landed there.
            case Writing.Accepted _ when one.mergedInto().isPresent() ->
                    Html.goTo("/app/cases/" + cases.root(one).id());
            case Writing.Accepted _ -> Html.answer(chat.since(page, one, after));
            case Writing.NotAccepted(var reason) ->
                    Html.answer(
                            HttpStatus.UNPROCESSABLE_CONTENT, page.say("chat.refused." + reason));
        };
    }

    @PostMapping("/app/diagnoses/{id}/choices")
    ResponseEntity<String> choose(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam Remedy remedy,
            @RequestParam(defaultValue = "0") long after) {
        var diagnosis = DiagnosisId.read(id).orElseThrow(Problems.NotFound::new);
        var choice = resolutions.choose(page.customer().id(), diagnosis, remedy);
        return switch (choice) {
            case Resolutions.Choice.NotFound _ -> throw new Problems.NotFound();
            case Resolutions.Choice.Done _, Resolutions.Choice.NoLongerOffered _ ->
                    Html.answer(HttpStatus.OK, "");
            case Resolutions.Choice.Refused _ ->
                    Html.answer(HttpStatus.UNPROCESSABLE_CONTENT, page.say("chat.remedy.refused"));
        };
    }

    /// @param number of the payment that is meant; 0 for none of them
    @PostMapping("/app/questions/{id}/choices")
    ResponseEntity<String> which(
            @ModelAttribute("page") Page page, @PathVariable String id, @RequestParam int number) {
        var question = QuestionId.read(id).orElseThrow(Problems.NotFound::new);
        return which.choose(page.customer().id(), question, number)
                ? Html.answer(HttpStatus.OK, "")
                : Html.answer(HttpStatus.UNPROCESSABLE_CONTENT, page.say("which.refused"));
    }

    private Case mine(Page page, String id) {
        return CaseId.read(id)
                .flatMap(one -> cases.find(one, page.customer().id()))
                .orElseThrow(Problems.NotFound::new);
    }
}
