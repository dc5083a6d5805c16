package okpay.web.site;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import okpay.feedback.FurtherQuestions;
import okpay.feedback.Survey;
import okpay.feedback.Surveys;
import okpay.web.Manners;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// How it went, answered by a link without signing in. The page says nothing about the case or who
/// it is of: whoever has the link may be anybody.
@Controller
class HowPage {

    private final Surveys surveys;
    private final FurtherQuestions questions;
    private final Manners manners;

    HowPage(Surveys surveys, FurtherQuestions questions, Manners manners) {
        this.surveys = surveys;
        this.questions = questions;
        this.manners = manners;
    }

    @GetMapping("/how/{secret}")
    String show(
            @ModelAttribute("page") Page page,
            @PathVariable String secret,
            HttpServletRequest request,
            Model model) {
        var survey = known(secret, request);
        model.addAttribute("survey", survey);
        model.addAttribute("next", questions.next(survey));
        model.addAttribute("action", "/how/" + secret);
        return "site/how";
    }

    @PostMapping("/how/{secret}/answers")
    String answer(
            @PathVariable String secret,
            @RequestParam int score,
            @RequestParam(defaultValue = "") String comment,
            HttpServletRequest request) {
        var survey = known(secret, request);
        return after(secret, surveys.answer(survey.id(), survey.customer(), score, comment));
    }

    @PostMapping("/how/{secret}/questions/{key}")
    String answer(
            @PathVariable String secret,
            @PathVariable String key,
            @RequestParam(required = false) Optional<Integer> score,
            @RequestParam(defaultValue = "") String words,
            HttpServletRequest request) {
        var survey = known(secret, request);
        return after(secret, surveys.answer(survey.id(), survey.customer(), key, score, words));
    }

    private static String after(String secret, Surveys.Answered answered) {
        return switch (answered) {
            case NOT_FOUND -> throw new Problems.NotFound();
            case NOT_VALID -> throw new Problems.Mistake("score");
            case THANKS, ALREADY -> "redirect:/how/" + secret;
        };
    }

    private Survey known(String secret, HttpServletRequest request) {
        if (manners.asksTooMuch(request)) {
            throw new Problems.NotFound();
        }
        return surveys.byLink(secret).orElseThrow(Problems.NotFound::new);
    }
}
