package okpay.web.site;

import java.util.Optional;
import okpay.channels.mail.InHousePost;
import okpay.identity.EmailAddress;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// Everybody's mailbox, for whoever tries OKPay out: real letters, over the mail server that comes
/// along.
@Controller
@ConditionalOnProperty({"okpay.channels.outbox-page", "okpay.channels.mail.in-house"})
class PostPage {

    private static final String FIRST = "lucy@okpay.example";
    private static final String US = "support@okpay.example";

    private final InHousePost post;

    PostPage(InHousePost post) {
        this.post = post;
    }

    @GetMapping("/dev/post")
    String show(@RequestParam(defaultValue = FIRST) String of, Model model) {
        var owner = EmailAddress.read(of);
        model.addAttribute("of", of);
        model.addAttribute("us", US);
        model.addAttribute("letters", owner.map(post::mailbox).orElse(java.util.List.of()));
        model.addAttribute(
                "refusal",
                owner.isPresent() ? Optional.<String>empty() : Optional.of("dev.post.no.address"));
        return "site/post";
    }

    @PostMapping("/dev/post")
    String write(
            @RequestParam String of,
            @RequestParam(defaultValue = US) String to,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam String text,
            @RequestParam(defaultValue = "") String answers,
            @RequestParam(defaultValue = "false") boolean madeUp,
            RedirectAttributes back) {
        EmailAddress.read(of)
                .ifPresent(from -> post.write(from, to, subject, text, answers, madeUp));
        back.addAttribute("of", of);
        return "redirect:/dev/post";
    }
}
