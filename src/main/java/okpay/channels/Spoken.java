package okpay.channels;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okpay.feedback.SurveyId;
import okpay.feedback.Surveys;
import okpay.files.FileId;
import okpay.files.KeptFiles;
import okpay.resolution.Diagnoses;
import okpay.resolution.DiagnosisId;
import okpay.resolution.QuestionId;
import okpay.resolution.Remedy;
import okpay.resolution.WhichPayment;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Reference;
import okpay.wallet.Payment;
import okpay.wallet.PaymentId;
import okpay.wallet.Payments;
import org.springframework.stereotype.Component;

/// What was said in a conversation, as plain words for a reader who is not in the app.
@Component
public class Spoken {

    private final Phrases phrases;
    private final Payments payments;
    private final Diagnoses diagnoses;
    private final Surveys surveys;
    private final KeptFiles files;
    private final WhichPayment which;
    private final ChannelSettings settings;

    Spoken(
            Phrases phrases,
            Payments payments,
            Diagnoses diagnoses,
            Surveys surveys,
            KeptFiles files,
            WhichPayment which,
            ChannelSettings settings) {
        this.phrases = phrases;
        this.payments = payments;
        this.diagnoses = diagnoses;
        this.surveys = surveys;
        this.files = files;
        this.which = which;
        this.settings = settings;
    }

    /// Empty for what has no words: taken back, forgotten, no longer there.
    public Optional<String> words(Case one, Body body, Locale reader) {
        return switch (body) {
            case Body.Text(var text) -> Optional.of(text);
            case Body.Words words -> {
                var told = words.forCustomer();
                yield Optional.of(phrases.say(reader, told.key(), told.arguments()));
            }
            case Body.Shown(var what) -> shown(one, what, reader);
            case Body.TakenBack _, Body.Erased _ -> Optional.empty();
        };
    }

    /// A file that is shown, if it is this customer's.
    public Optional<KeptFiles.Kept> file(Case one, Body body) {
        return body instanceof Body.Shown(var what) && what.kind().equals(KeptFiles.KIND)
                ? FileId.read(what.id())
                        .flatMap(files::find)
                        .filter(it -> it.of().equals(one.customer()))
                : Optional.empty();
    }

    private Optional<String> shown(Case one, Reference what, Locale reader) {
        return switch (what.kind()) {
            case "payment" ->
                    PaymentId.read(what.id())
                            .flatMap(payments::find)
                            .map(it -> payment(it, reader));
            case "diagnosis" -> DiagnosisId.read(what.id()).map(it -> diagnosis(one, it, reader));
            case WhichPayment.KIND ->
                    QuestionId.read(what.id()).flatMap(which::find).map(it -> which(it, reader));
            case "survey" ->
                    SurveyId.read(what.id())
                            .flatMap(_ -> surveys.link(one.id()))
                            .map(it ->
                                    phrases.say(
                                            reader,
                                            "spoken.survey",
                                            List.of(settings.appUrl() + "/how/" + it)));
            case KeptFiles.KIND ->
                    file(one, new Body.Shown(what))
                            .map(it -> phrases.say(reader, "spoken.file", List.of(it.name())));
            default -> Optional.empty();
        };
    }

    private String payment(Payment it, Locale reader) {
        return phrases.say(
                reader,
                "spoken.payment",
                List.of(
                        phrases.say(reader, "kind." + it.kind(), List.of()),
                        it.amount(),
                        it.payeeName(),
                        it.at(),
                        phrases.say(reader, "state." + it.state(), List.of()),
                        it.id()));
    }

    /// A numbered list: whoever reads it answers with a number.
    private String which(WhichPayment.Question question, Locale reader) {
        var lines = new ArrayList<String>();
        lines.add(phrases.say(reader, "which.title", List.of()));
        for (var it : which.payments(question)) {
            lines.add(
                    phrases.say(
                            reader,
                            "which.row",
                            List.of(lines.size(), it.payeeName(), it.amount(), it.at())));
        }
        lines.add(phrases.say(reader, "which.reply", List.of(question.until())));
        return String.join("\n", lines);
    }

    /// What we found, who acts and by when; what is offered is taken in the app, where it is sure
    /// who takes it.
    private String diagnosis(Case one, DiagnosisId id, Locale reader) {
        var verdict = diagnoses.find(id).orElseThrow().verdict();
        var lines = new ArrayList<String>();
        lines.add(phrases.say(reader, "cause." + verdict.cause(), List.of()));
        lines.add(phrases.say(reader, "cause.explained." + verdict.cause(), List.of()));
        var who = phrases.say(reader, "who." + verdict.who(), List.of());
        lines.add(
                verdict.by()
                        .map(by -> phrases.say(reader, "spoken.who.by", List.of(who, by)))
                        .orElseGet(() -> phrases.say(reader, "spoken.who", List.of(who))));
        if (verdict.remedies().stream().anyMatch(it -> it != Remedy.TALK_TO_A_PERSON)) {
            lines.add(phrases.say(reader, "spoken.remedies", List.of(link(one))));
        }
        return String.join("\n", lines);
    }

    /// The case in the app.
    String link(Case one) {
        return settings.appUrl() + "/app/cases/" + one.id();
    }
}
