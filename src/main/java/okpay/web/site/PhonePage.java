package okpay.web.site;

import java.util.List;
import java.util.Optional;
import okpay.messengers.Company;
import okpay.messengers.Messengers;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// Everybody's chats elsewhere, for whoever tries OKPay out.
@Controller
@ConditionalOnProperty({"okpay.channels.outbox-page", "okpay.channels.social.in-house"})
class PhonePage {

    private static final String DIGITS = "\\d{5,15}";

    private final Messengers messengers;

    PhonePage(Messengers messengers) {
        this.messengers = messengers;
    }

    @GetMapping("/dev/chat")
    String show(
            @RequestParam(defaultValue = "WECHAT") Company company,
            @RequestParam(defaultValue = "13800138000") String address,
            Model model) {
        boolean isGood = address.matches(DIGITS);
        model.addAttribute("company", company);
        model.addAttribute("address", address);
        model.addAttribute("lines", isGood ? messengers.chat(company, address) : List.of());
        model.addAttribute(
                "refusal", isGood ? Optional.<String>empty() : Optional.of("dev.chat.no.address"));
        return "site/phone";
    }

    @PostMapping("/dev/chat")
    String write(
            @RequestParam Company company,
            @RequestParam String address,
            @RequestParam String text,
            RedirectAttributes back) {
        if (address.matches(DIGITS) && !text.isBlank()) {
            messengers.write(new Messengers.Person(company, address, "Phone " + address), text);
        }
        back.addAttribute("company", company);
        back.addAttribute("address", address);
        return "redirect:/dev/chat";
    }
}
