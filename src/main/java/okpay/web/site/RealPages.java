package okpay.web.site;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import okpay.channels.CheckNumber;
import okpay.channels.Numbers;
import okpay.identity.Brake;
import okpay.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Whether a message that says it is from OKPay is: asked by its number, or by the whole of it.
@Controller
class RealPages {

    private static final int LONGEST = 10_000;

    private final Numbers numbers;

    /// So many questions in a minute from one address: the numbers cannot be guessed anyhow.
    private final Brake brake = new Brake(30, Duration.ofMinutes(1));

    RealPages(Numbers numbers) {
        this.numbers = numbers;
    }

    /// What came of a question.
    enum Verdict {
        NOT_ASKED,
        /// There is no number in it that could be one of ours.
        NO_NUMBER,
        UNKNOWN,
        OURS,
        TOO_MANY
    }

    @GetMapping("/real")
    String ask(Model model) {
        return show(model, Verdict.NOT_ASKED, "", Optional.empty());
    }

    @PostMapping("/real")
    String answer(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "") String message,
            HttpServletRequest request,
            Model model) {
        if (brake.isWornOut(request.getRemoteAddr())) {
            return show(model, Verdict.TOO_MANY, "", Optional.empty());
        }
        var asked = message.length() > LONGEST ? message.substring(0, LONGEST) : message;
        var all = CheckNumber.in(asked);
        if (all.isEmpty()) {
            return show(model, Verdict.NO_NUMBER, "", Optional.empty());
        }
        var known = numbers.known(all);
        return show(
                model,
                known.isPresent() ? Verdict.OURS : Verdict.UNKNOWN,
                known.map(Numbers.Known::number).orElse(all.getLast()),
                known);
    }

    private static String show(
            Model model, Verdict verdict, String number, Optional<Numbers.Known> known) {
        model.addAttribute("verdict", verdict.name());
        model.addAttribute("number", number);
        model.addAttribute("known", known);
        return "site/real";
    }
}
