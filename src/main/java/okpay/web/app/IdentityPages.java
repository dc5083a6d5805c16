package okpay.web.app;

import java.util.Optional;
import okpay.verification.Verifications;
import okpay.wallet.Freezes;
import okpay.wallet.WalletSettings;
import okpay.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Who the customer is, what they may pay for that, and closing the wallet.
@Controller
class IdentityPages {

    private final Verifications verifications;
    private final Freezes freezes;
    private final WalletSettings settings;

    IdentityPages(Verifications verifications, Freezes freezes, WalletSettings settings) {
        this.verifications = verifications;
        this.freezes = freezes;
        this.settings = settings;
    }

    @GetMapping("/app/identity")
    ModelAndView show(@ModelAttribute("page") Page page) {
        return show(page, "", "", Optional.empty());
    }

    @PostMapping("/app/identity")
    ModelAndView verify(
            @ModelAttribute("page") Page page,
            @RequestParam String name,
            @RequestParam String number,
            @RequestParam(defaultValue = "") String pin) {
        return switch (verifications.verify(page.customer(), name, number, pin)) {
            case Verifications.Verified _ -> new ModelAndView("redirect:/app/identity");
            case Verifications.NotVerified(var reason) ->
                    show(page, name, number, Optional.of("identity.refused." + reason));
        };
    }

    private ModelAndView show(Page page, String name, String number, Optional<String> refusal) {
        var standing = verifications.standing(page.customer().id());
        return Forms.show("app/identity", refusal)
                .addObject("standing", standing)
                .addObject("limits", settings.limitsOf(standing.tier()))
                .addObject("hasPin", page.customer().hasPin())
                .addObject("name", name)
                .addObject("number", number);
    }

    @GetMapping("/app/lock")
    ModelAndView lock(@ModelAttribute("page") Page page) {
        return lock(page, Optional.empty());
    }

    @PostMapping("/app/lock")
    ModelAndView close(@ModelAttribute("page") Page page) {
        freezes.close(page.customer());
        return new ModelAndView("redirect:/app/lock");
    }

    @PostMapping("/app/lock/opening")
    ModelAndView open(
            @ModelAttribute("page") Page page, @RequestParam(defaultValue = "") String pin) {
        return freezes.open(page.customer(), pin)
                .map(why -> lock(page, Optional.of("lock.open.refused." + why)))
                .orElseGet(() -> new ModelAndView("redirect:/app/lock"));
    }

    private ModelAndView lock(Page page, Optional<String> refusal) {
        return Forms.show("app/lock", refusal)
                .addObject("freezes", freezes.of(page.customer().id()));
    }
}
