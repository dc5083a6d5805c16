package okpay.web.console;

import okpay.resolution.Attachments;
import okpay.support.Author;
import okpay.web.Files;
import okpay.web.Html;
import okpay.web.Page;
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

/// Pictures and papers at the desk.
@Controller
class DeskFiles {

    private final DeskCases cases;
    private final Files files;
    private final DeskParts parts;

    DeskFiles(DeskCases cases, Files files, DeskParts parts) {
        this.cases = cases;
        this.files = files;
        this.parts = parts;
    }

    @PostMapping("/console/cases/{id}/files")
    ResponseEntity<String> add(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam MultipartFile file,
            @RequestParam String clientId,
            @RequestParam(defaultValue = "0") long after) {
        var one = cases.get(id);
        if (one.mergedInto().isPresent()) {
            return Html.goTo("/console/cases/" + one.mergedInto().get());
        }
        var author = new Author.OfAgent(page.agent().id());
        return switch (files.attach(one, author, file, clientId)) {
            case Attachments.Outcome.Sent _ ->
                    Html.answer(parts.since(page, cases.again(one), after));
            case Attachments.Outcome.NotTaken(var why) ->
                    Html.answer(HttpStatus.UNPROCESSABLE_CONTENT, page.say("file.refused." + why));
            case Attachments.Outcome.NobodyWouldSeeIt _ ->
                    Html.answer(HttpStatus.UNPROCESSABLE_CONTENT, page.say("file.by.letter"));
        };
    }

    /// Whoever works at the desk may open any case, and so its files.
    @GetMapping("/console/files/{id}")
    ResponseEntity<Resource> send(@PathVariable String id) {
        return files.send(files.find(id));
    }
}
