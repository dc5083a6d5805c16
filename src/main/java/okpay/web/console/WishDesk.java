package okpay.web.console;

import java.util.Optional;
import java.util.UUID;
import okpay.feedback.Wishes;
import okpay.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What people tell us to do better, for those who do it.
@Controller
class WishDesk {

    private static final int PAGE = 50;

    private final Wishes wishes;
    private final Beside beside;

    WishDesk(Wishes wishes, Beside beside) {
        this.wishes = wishes;
        this.beside = beside;
    }

    @GetMapping("/console/wishes")
    String list(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "NEW") Wishes.State state,
            @RequestParam(defaultValue = "0") int skip,
            @RequestParam(defaultValue = "false") boolean refused,
            Model model) {
        page.supervisor();
        var found = wishes.in(state, skip);
        model.addAttribute("state", state);
        model.addAttribute("skip", Math.clamp(skip, 0, 10_000));
        model.addAttribute("more", found.size() == PAGE);
        model.addAttribute("wishes", found);
        model.addAttribute(
                "refusal", refused ? Optional.of("wish.desk.refused") : Optional.<String>empty());
        model.addAttribute("waiting", beside.proposalsWaiting());
        return "console/wishes";
    }

    @PostMapping("/console/wishes/{id}")
    String move(
            @ModelAttribute("page") Page page,
            @PathVariable UUID id,
            @RequestParam Wishes.State to,
            @RequestParam(defaultValue = "") String answer) {
        boolean done = wishes.move(id, to, answer, page.supervisor().id());
        return "redirect:/console/wishes" + (done ? "?state=" + to : "?refused=true");
    }
}
