package okpay.web.app;

import okpay.support.Author;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Rewriting;
import okpay.web.ChatParts;
import okpay.web.Html;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// A customer's words, changed or taken back.
@Controller
class WordPages {

    private final Cases cases;
    private final Rewriting rewriting;
    private final ChatParts chat;

    WordPages(Cases cases, Rewriting rewriting, ChatParts chat) {
        this.cases = cases;
        this.rewriting = rewriting;
        this.chat = chat;
    }

    @PostMapping("/app/cases/{id}/messages/{seq}/change")
    ResponseEntity<String> change(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @PathVariable long seq,
            @RequestParam String text,
            @RequestParam(defaultValue = "0") long after) {
        var one = mine(page, id);
        var author = new Author.OfCustomer(page.customer().id());
        return answer(page, one, after, rewriting.change(one.conversation(), author, seq, text));
    }

    @PostMapping("/app/cases/{id}/messages/{seq}/removal")
    ResponseEntity<String> takeBack(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @PathVariable long seq,
            @RequestParam(defaultValue = "0") long after) {
        var one = mine(page, id);
        var author = new Author.OfCustomer(page.customer().id());
        return answer(page, one, after, rewriting.takeBack(one.conversation(), author, seq));
    }

    private ResponseEntity<String> answer(
            Page page, Case one, long after, Rewriting.Outcome outcome) {
        return outcome == Rewriting.Outcome.DONE
                ? Html.answer(chat.since(page, one, after))
                : Html.answer(
                        HttpStatus.UNPROCESSABLE_CONTENT, page.say("rewrite.refused." + outcome));
    }

    private Case mine(Page page, String id) {
        return CaseId.read(id)
                .flatMap(it -> cases.find(it, page.customer().id()))
                .orElseThrow(Problems.NotFound::new);
    }
}
