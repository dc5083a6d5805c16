package okpay.web.site;

import okpay.channels.Outbox;
import okpay.identity.Handle;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Every letter, for whoever tries OKPay out.
@Controller
@ConditionalOnProperty("okpay.channels.outbox-page")
class OutboxPage {

    private final Outbox outbox;

    OutboxPage(Outbox outbox) {
        this.outbox = outbox;
    }

    @GetMapping("/dev/outbox")
    String show(@RequestParam(defaultValue = "") String to, Model model) {
        model.addAttribute("to", to);
        model.addAttribute("letters", outbox.latest(Handle.read(to).map(Handle::text).orElse("")));
        return "site/outbox";
    }
}
