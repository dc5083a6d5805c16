package okpay.web;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import okpay.feedback.FurtherQuestions;
import okpay.feedback.Survey;
import okpay.feedback.SurveyId;
import okpay.feedback.Surveys;
import okpay.files.FileId;
import okpay.files.KeptFiles;
import okpay.resolution.Attachments;
import okpay.resolution.Diagnoses;
import okpay.resolution.DiagnosisId;
import okpay.resolution.QuestionId;
import okpay.resolution.WhichPayment;
import okpay.support.Case;
import okpay.support.Reference;
import okpay.wallet.PaymentId;
import okpay.wallet.Payments;
import org.springframework.stereotype.Component;

/// What a message shows from elsewhere, as it stands now.
@Component
public class ShownThings {

    private final Templates templates;
    private final Payments payments;
    private final Diagnoses diagnoses;
    private final Surveys surveys;
    private final FurtherQuestions questions;
    private final KeptFiles files;
    private final WhichPayment which;

    ShownThings(
            Templates templates,
            Payments payments,
            Diagnoses diagnoses,
            Surveys surveys,
            FurtherQuestions questions,
            KeptFiles files,
            WhichPayment which) {
        this.templates = templates;
        this.payments = payments;
        this.diagnoses = diagnoses;
        this.surveys = surveys;
        this.questions = questions;
        this.files = files;
        this.which = which;
    }

    /// Empty for what is not there, or not shown.
    String html(Page page, Case one, Reference what) {
        return told(page, one, what, true).orElseGet(() -> asked(page, one, what));
    }

    /// What tells something and can be shown with nothing to press.
    ///
    /// @param acts with what its reader can do about it
    /// @return nothing for what asks something, or is private
    public Optional<String> told(Page page, Case one, Reference what, boolean acts) {
        var id = what.id();
        return switch (what.kind()) {
            case "payment" ->
                    PaymentId.read(id)
                            .flatMap(payments::find)
                            .map(it -> Map.of("payment", it, "acts", acts))
                            .map(it -> draw(page, one, "payment-card", it));
            case "diagnosis" ->
                    DiagnosisId.read(id)
                            .flatMap(diagnoses::find)
                            .map(it -> Map.of("diagnosis", it, "acts", acts))
                            .map(it -> draw(page, one, "verdict", it));
            case WhichPayment.KIND ->
                    QuestionId.read(id)
                            .flatMap(which::find)
                            .map(it ->
                                    Map.of(
                                            "question",
                                            it,
                                            "payments",
                                            which.payments(it),
                                            "acts",
                                            acts))
                            .map(it -> draw(page, one, "which", it));
            default -> Optional.empty();
        };
    }

    private String asked(Page page, Case one, Reference what) {
        var id = what.id();
        return switch (what.kind()) {
            case "survey" ->
                    SurveyId.read(id)
                            .flatMap(surveys::find)
                            .map(it -> draw(page, one, "survey", asked(it)))
                            .orElse("");
            case Attachments.KIND ->
                    FileId.read(id)
                            .flatMap(files::find)
                            .filter(it -> it.of().equals(one.customer()))
                            .map(it -> draw(page, one, "file", Map.of("file", it)))
                            .orElse("");
            default -> "";
        };
    }

    private Map<String, Object> asked(Survey survey) {
        var next = questions.next(survey);
        return Map.of("survey", survey, "next", next, "action", "/app/surveys/" + survey.id());
    }

    private String draw(Page page, Case one, String part, Map<String, ?> what) {
        var model = new HashMap<String, Object>(what);
        model.put("page", page);
        model.put("one", one);
        return templates.part("part/" + part, model);
    }
}
