package okpay.web.app;

import okpay.resolution.Attachments;
import okpay.support.Author;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.web.ChatParts;
import okpay.web.Files;
import okpay.web.Html;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/// A customer's pictures and papers.
@Controller
class FilePages {

    private final Cases cases;
    private final Files files;
    private final ChatParts chat;

    FilePages(Cases cases, Files files, ChatParts chat) {
        this.cases = cases;
        this.files = files;
        this.chat = chat;
    }

    @PostMapping("/app/cases/{id}/files")
    ResponseEntity<String> add(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam MultipartFile file,
            @RequestParam String clientId,
            @RequestParam(defaultValue = "0") long after) {
        var one =
                CaseId.read(id)
                        .flatMap(it -> cases.find(it, page.customer().id()))
                        .map(cases::root)
                        .orElseThrow(Problems.NotFound::new);
        var author = new Author.OfCustomer(page.customer().id());
        return switch (files.attach(one, author, file, clientId)) {
            case Attachments.Outcome.Sent _ when !one.id().toString().equals(id) ->
                    Html.goTo("/app/cases/" + one.id());
            case Attachments.Outcome.Sent _ -> Html.answer(chat.since(page, one, after));
            case Attachments.Outcome.NotTaken(var why) ->
                    Html.answer(HttpStatus.UNPROCESSABLE_CONTENT, page.say("file.refused." + why));
            case Attachments.Outcome.NobodyWouldSeeIt _ -> throw new Problems.NotFound();
        };
    }

    @GetMapping("/app/files/{id}")
    ResponseEntity<Resource> send(@ModelAttribute("page") Page page, @PathVariable String id) {
        var file = files.find(id);
        if (!file.of().equals(page.customer().id())) {
            throw new Problems.NotFound();
        }
        return files.send(file);
    }
}
