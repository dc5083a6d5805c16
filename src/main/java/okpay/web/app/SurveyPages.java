package okpay.web.app;

import java.util.Optional;
import okpay.feedback.SurveyId;
import okpay.feedback.Surveys;
import okpay.support.Cases;
import okpay.web.Html;
import okpay.web.LiveStreams;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// How it went, answered in the conversation.
@Controller
class SurveyPages {

    private final Surveys surveys;
    private final Cases cases;
    private final LiveStreams live;

    SurveyPages(Surveys surveys, Cases cases, LiveStreams live) {
        this.surveys = surveys;
        this.cases = cases;
        this.live = live;
    }

    @PostMapping("/app/surveys/{id}/answers")
    ResponseEntity<String> answer(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam int score,
            @RequestParam(defaultValue = "") String comment) {
        var survey = SurveyId.read(id).orElseThrow(Problems.NotFound::new);
        return after(survey, surveys.answer(survey, page.customer().id(), score, comment));
    }

    /// @param score missing to leave it out
    @PostMapping("/app/surveys/{id}/questions/{key}")
    ResponseEntity<String> answer(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @PathVariable String key,
            @RequestParam(required = false) Optional<Integer> score,
            @RequestParam(defaultValue = "") String words) {
        var survey = SurveyId.read(id).orElseThrow(Problems.NotFound::new);
        return after(survey, surveys.answer(survey, page.customer().id(), key, score, words));
    }

    private ResponseEntity<String> after(SurveyId survey, Surveys.Answered answered) {
        return switch (answered) {
            case NOT_FOUND -> throw new Problems.NotFound();
            case NOT_VALID -> throw new Problems.Mistake("score");
            case THANKS, ALREADY -> {
                surveys.find(survey)
                        .flatMap(one -> cases.find(one.of()))
                        .ifPresent(one -> live.wake("conversation:" + one.conversation()));
                yield Html.answer(HttpStatus.OK, "");
            }
        };
    }
}
