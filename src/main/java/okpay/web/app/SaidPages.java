package okpay.web.app;

import okpay.channels.voices.Voice;
import okpay.channels.voices.Voices;
import okpay.resolution.Hearing;
import okpay.resolution.Hearing.Asked;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// Whoever said something in public comes here in private, signed in: only then is it about
/// anybody's money.
@Controller
class SaidPages {

    private static final int LONGEST = 600;

    private final Voices voices;
    private final Hearing hearing;

    SaidPages(Voices voices, Hearing hearing) {
        this.voices = voices;
        this.hearing = hearing;
    }

    @GetMapping("/app/said/{code}")
    ModelAndView show(@PathVariable String code) {
        return new ModelAndView("app/said").addObject("voice", known(code));
    }

    /// Once for each of them, however often they tap.
    @PostMapping("/app/said/{code}")
    String ask(@ModelAttribute("page") Page page, @PathVariable String code) {
        var voice = known(code);
        var said = (voice.title() + "\n" + voice.words()).strip();
        var words = said.length() > LONGEST ? said.substring(0, LONGEST) + "…" : said;
        var text = page.say("said.words", page.say("place." + voice.place()), words);
        return switch (hearing.ask(page.customer(), text, "said:" + voice.id())) {
            case Asked(var one) -> "redirect:/app/cases/" + one.id();
            case Hearing.NotAsked _ -> "redirect:/app/cases";
        };
    }

    private Voice known(String code) {
        return voices.coded(code).orElseThrow(Problems.NotFound::new);
    }
}
