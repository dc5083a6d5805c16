package okpay.web.widget;

import com.nimbusds.jose.JOSEException;
import okpay.identity.Customers;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/// A pretend shop's page that shows the chat, for whoever tries OKPay out.
@Controller
@ConditionalOnProperty("okpay.widget.in-house")
class TryPage {

    private static final String FIRST = "lucy@okpay.example";

    private final Vouchers vouchers;
    private final Customers customers;

    TryPage(Vouchers vouchers, Customers customers) {
        this.vouchers = vouchers;
        this.customers = customers;
    }

    /// @param of who is signed in at the shop; nobody if empty
    @GetMapping("/dev/widget")
    String show(@RequestParam(defaultValue = FIRST) String of, Model model) throws JOSEException {
        model.addAttribute("of", of);
        model.addAttribute("token", token(of));
        return "widget/try";
    }

    @GetMapping(value = "/dev/widget/token", produces = MediaType.TEXT_PLAIN_VALUE)
    @ResponseBody
    String token(@RequestParam String of) throws JOSEException {
        var who = customers.byHandle(of);
        return who.isPresent() ? vouchers.own(who.get().id()) : "";
    }
}
