package okpay.web.console;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import okpay.reconciliation.BankFiles;
import okpay.reconciliation.FileId;
import okpay.reconciliation.Item;
import okpay.reconciliation.ItemId;
import okpay.web.Html;
import okpay.web.Page;
import okpay.web.Problems;
import okpay.web.Templates;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// Do the bank and the books agree? The bank's files, and what differs, until somebody says why.
@Controller
class ReconciliationPages {

    private static final int FILES = 30;
    private static final int ITEMS = 200;

    private final BankFiles files;
    private final Beside beside;
    private final Templates templates;

    ReconciliationPages(BankFiles files, Beside beside, Templates templates) {
        this.files = files;
        this.beside = beside;
        this.templates = templates;
    }

    @GetMapping("/console/reconciliation")
    ModelAndView list(@ModelAttribute("page") Page page) {
        return show(page, List.of(), "", HttpStatus.OK);
    }

    @PostMapping("/console/reconciliation/files")
    ModelAndView take(@ModelAttribute("page") Page page, @RequestParam MultipartFile file)
            throws IOException {
        try (var in = file.getInputStream()) {
            return answer(page, files.take(in, page.agent()));
        }
    }

    @PostMapping("/console/reconciliation/fetched")
    ModelAndView fetch(
            @ModelAttribute("page") Page page, @RequestParam(defaultValue = "") String day) {
        try {
            return answer(page, files.fetch(LocalDate.parse(day), page.agent()));
        } catch (DateTimeException _) {
            return show(
                    page, List.of("bank.refused.NOT_A_DAY"), day, HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @PostMapping("/console/reconciliation/items/{id}/explanation")
    ResponseEntity<String> explain(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String note) {
        var item = ItemId.read(id).flatMap(files::find).orElseThrow(Problems.NotFound::new);
        var explained = files.explain(item.id(), note, page.agent());
        boolean stillOpen = explained.isEmpty() && item.state() == Item.State.OPEN;
        var now = files.find(item.id()).orElse(item);
        var model = Map.<String, Object>of("page", page, "item", now, "refused", stillOpen);
        return Html.answer(
                explained.isPresent() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT,
                templates.part("part/bank-item", model));
    }

    @PostMapping("/console/reconciliation/files/{id}/withdrawal")
    ModelAndView withdraw(@ModelAttribute("page") Page page, @PathVariable String id) {
        var file = FileId.read(id).orElseThrow(Problems.NotFound::new);
        return files.withdraw(file, page.agent())
                .map(it -> show(page, List.of("bank.withdrawn", it.message()), "", HttpStatus.OK))
                .orElseGet(() ->
                        show(
                                page,
                                List.of("bank.refused.WITHDRAWAL"),
                                "",
                                HttpStatus.UNPROCESSABLE_CONTENT));
    }

    private ModelAndView answer(Page page, BankFiles.Taking taking) {
        return switch (taking) {
            case BankFiles.Taken(var file) ->
                    show(page, List.of("bank.taken", file.message()), "", HttpStatus.OK);
            case BankFiles.NotTaken(var flaw) ->
                    show(
                            page,
                            List.of("bank.refused." + flaw),
                            "",
                            HttpStatus.UNPROCESSABLE_CONTENT);
        };
    }

    /// @param said a message's key and what to fill in; empty when there is nothing to say
    private ModelAndView show(Page page, List<String> said, String day, HttpStatus status) {
        var today = LocalDate.ofInstant(page.now(), page.zone());
        var view =
                new ModelAndView(
                        "console/reconciliation",
                        Map.of(
                                "page", page,
                                "files", files.latest(FILES),
                                "items", files.open(ITEMS),
                                "open", files.openItems(),
                                "missing", files.missing(),
                                "said", said,
                                "good", status.is2xxSuccessful(),
                                "day", day.isEmpty() ? today.minusDays(1).toString() : day,
                                "waiting", beside.proposalsWaiting()));
        view.setStatus(status);
        return view;
    }
}
