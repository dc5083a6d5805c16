package okpay.web.app;

import java.util.Optional;
import okpay.channels.Channel;
import okpay.channels.social.Bindings;
import okpay.channels.social.Codes;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Which chats elsewhere are the customer's: connected by a code that was told there and is typed
/// here.
@Controller
class ChatsPages {

    private final Bindings bindings;
    private final Codes codes;

    ChatsPages(Bindings bindings, Codes codes) {
        this.bindings = bindings;
        this.codes = codes;
    }

    /// @param code of a chat to look at before it is connected
    @GetMapping("/app/security/chats")
    ModelAndView show(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String done) {
        if (code.isBlank()) {
            return show(page, Optional.empty(), done, Optional.empty());
        }
        var claim = codes.look(page.customer(), code);
        var refusal =
                claim.isPresent()
                        ? Optional.<String>empty()
                        : Optional.of("chats.refused." + Codes.Refusal.NO_SUCH_CODE);
        return show(page, claim, done, refusal);
    }

    @PostMapping("/app/security/chats")
    ModelAndView connect(
            @ModelAttribute("page") Page page,
            @RequestParam String code,
            @RequestParam(defaultValue = "") String pin) {
        return codes.confirm(page.customer(), code, pin)
                .map(why -> refused(page, code, why))
                .orElseGet(() -> new ModelAndView("redirect:/app/security/chats?done=bound"));
    }

    private ModelAndView refused(Page page, String code, Codes.Refusal why) {
        boolean canTryAgain = why == Codes.Refusal.WRONG_PIN;
        return show(
                page,
                canTryAgain ? codes.look(page.customer(), code) : Optional.empty(),
                "",
                Optional.of("chats.refused." + why));
    }

    @PostMapping("/app/security/chats/release")
    String release(
            @ModelAttribute("page") Page page,
            @RequestParam Channel channel,
            @RequestParam String address) {
        if (!bindings.release(page.customer().id(), channel, address)) {
            throw new Problems.NotFound();
        }
        return "redirect:/app/security/chats?done=released";
    }

    private ModelAndView show(
            Page page, Optional<Codes.Claim> claim, String done, Optional<String> refusal) {
        return Forms.show("app/chats", refusal)
                .addObject("bindings", bindings.of(page.customer().id()))
                .addObject("claim", claim)
                .addObject("done", done);
    }
}
