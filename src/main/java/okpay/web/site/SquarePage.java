package okpay.web.site;

import java.util.EnumMap;
import okpay.channels.voices.Ears;
import okpay.messengers.Square;
import okpay.messengers.Square.Corner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What stands in the pretend app stores, for whoever tries OKPay out.
@Controller
@ConditionalOnProperty({"okpay.channels.outbox-page", "okpay.channels.voices.in-house"})
class SquarePage {

    private final Square square;
    private final Ears ears;

    SquarePage(Square square, Ears ears) {
        this.square = square;
        this.ears = ears;
    }

    @GetMapping("/dev/square")
    String show(Model model) {
        var posts = new EnumMap<Corner, Object>(Corner.class);
        for (var it : Corner.values()) {
            posts.put(it, square.posts(it));
        }
        model.addAttribute("posts", posts);
        return "site/square";
    }

    @PostMapping("/dev/square")
    String write(
            @RequestParam Corner corner,
            @RequestParam(defaultValue = "3") int stars,
            @RequestParam(defaultValue = "") String title,
            @RequestParam String words) {
        if (!words.isBlank() && words.length() <= 4_000 && title.length() <= 100) {
            int given = corner == Corner.WEIBO ? 0 : Math.clamp(stars, 1, 5);
            square.say(corner, "somebody", given, title, words);
            ears.listen();
        }
        return "redirect:/dev/square";
    }
}
