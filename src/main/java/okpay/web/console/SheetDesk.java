package okpay.web.console;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import okpay.casework.Causes;
import okpay.casework.Field;
import okpay.casework.Fields;
import okpay.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Which fields a case has, and which causes there are.
@Controller
class SheetDesk {

    private final Fields fields;
    private final Causes causes;
    private final Beside beside;

    SheetDesk(Fields fields, Causes causes, Beside beside) {
        this.fields = fields;
        this.causes = causes;
        this.beside = beside;
    }

    @GetMapping("/console/sheet")
    String show(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "false") boolean refused,
            Model model) {
        page.supervisor();
        model.addAttribute("fields", fields.all());
        model.addAttribute("causes", causes.all());
        model.addAttribute(
                "refusal", refused ? Optional.of("sheet.refused") : Optional.<String>empty());
        model.addAttribute("waiting", beside.proposalsWaiting());
        return "console/sheet";
    }

    /// @param choices one a line
    @PostMapping("/console/sheet/fields")
    String write(
            @ModelAttribute("page") Page page,
            @RequestParam String key,
            @RequestParam String en,
            @RequestParam String zh,
            @RequestParam Field.Kind kind,
            @RequestParam(defaultValue = "") String choices,
            @RequestParam(defaultValue = "false") boolean needed) {
        page.supervisor();
        List<String> all =
                kind == Field.Kind.CHOICE
                        ? Arrays.stream(choices.split("\\R"))
                                .map(String::strip)
                                .filter(it -> !it.isEmpty())
                                .distinct()
                                .toList()
                        : List.of();
        boolean written = fields.write(new Field(key.strip(), en, zh, kind, all, needed));
        return "redirect:/console/sheet" + (written ? "" : "?refused=true");
    }

    @PostMapping("/console/sheet/fields/{key}/removal")
    String removeField(@ModelAttribute("page") Page page, @PathVariable String key) {
        page.supervisor();
        fields.takeAway(key);
        return "redirect:/console/sheet";
    }

    @PostMapping("/console/sheet/causes")
    String write(
            @ModelAttribute("page") Page page,
            @RequestParam String key,
            @RequestParam String en,
            @RequestParam String zh) {
        page.supervisor();
        boolean written = causes.write(key.strip(), en, zh);
        return "redirect:/console/sheet" + (written ? "" : "?refused=true");
    }

    @PostMapping("/console/sheet/causes/{key}/removal")
    String removeCause(@ModelAttribute("page") Page page, @PathVariable String key) {
        page.supervisor();
        causes.takeAway(key);
        return "redirect:/console/sheet";
    }
}
