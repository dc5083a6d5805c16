package okpay.web.app;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import okpay.support.Contacts;
import okpay.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Help for somebody who cannot get in. Everybody gets the same answer.
@Controller
class StuckPages {

    private final Contacts contacts;

    StuckPages(Contacts contacts) {
        this.contacts = contacts;
    }

    @GetMapping("/app/stuck")
    ModelAndView form(
            @RequestParam(defaultValue = "") String handle,
            @RequestParam(defaultValue = "") String words) {
        return form(handle, words, Optional.empty());
    }

    @PostMapping("/app/stuck")
    ModelAndView ask(
            @ModelAttribute("page") Page page,
            @RequestParam String handle,
            @RequestParam String words,
            HttpServletRequest request) {
        return switch (contacts.ask(handle, words, page.locale(), request.getRemoteAddr())) {
            case Contacts.Asked _ -> new ModelAndView("redirect:/app/stuck/done");
            case Contacts.NotAsked(var reason) ->
                    form(handle, words, Optional.of("stuck.refused." + reason));
        };
    }

    @GetMapping("/app/stuck/done")
    String done() {
        return "app/stuck-done";
    }

    private static ModelAndView form(String handle, String words, Optional<String> refusal) {
        return Forms.show("app/stuck", refusal)
                .addObject("handle", handle)
                .addObject("words", words);
    }
}
