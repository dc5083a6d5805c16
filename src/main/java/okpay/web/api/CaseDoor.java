package okpay.web.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okpay.identity.Person;
import okpay.resolution.Attachments;
import okpay.resolution.Diagnoses;
import okpay.resolution.Diagnosis;
import okpay.resolution.Remedy;
import okpay.resolution.Resolutions;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Message;
import okpay.support.Promise;
import okpay.support.Promises;
import okpay.support.Receipts;
import okpay.support.Writing;
import okpay.wallet.PaymentId;
import okpay.web.Files;
import okpay.web.Problems;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/// Help by program: open a case for a payment, read and write its words, choose a remedy.
@RestController
class CaseDoor {

    private final Resolutions resolutions;
    private final Diagnoses diagnoses;
    private final Cases cases;
    private final Conversations conversations;
    private final Promises promises;
    private final Receipts receipts;
    private final Files files;

    CaseDoor(
            Resolutions resolutions,
            Diagnoses diagnoses,
            Cases cases,
            Conversations conversations,
            Promises promises,
            Receipts receipts,
            Files files) {
        this.receipts = receipts;
        this.files = files;
        this.resolutions = resolutions;
        this.diagnoses = diagnoses;
        this.cases = cases;
        this.conversations = conversations;
        this.promises = promises;
    }

    record Promised(String kind, Instant due, String state) {
        static Promised of(Promise promise) {
            return new Promised(promise.kind().name(), promise.due(), promise.state().name());
        }
    }

    /// @param cause what we found, empty before there is a diagnosis
    /// @param remedies what may be chosen now
    record Shown(
            String id,
            String number,
            String about,
            String stage,
            String cause,
            List<Remedy> remedies,
            List<Promised> promises,
            Instant openedAt) {}

    @PostMapping("/api/v1/payments/{id}/case")
    Shown open(@AuthenticationPrincipal Person.OfCustomer me, @PathVariable String id) {
        return PaymentId.read(id)
                .flatMap(payment -> resolutions.openHelp(me.customer().id(), payment))
                .map(this::shown)
                .orElseThrow(Problems.NotFound::new);
    }

    @GetMapping("/api/v1/cases")
    List<Shown> list(@AuthenticationPrincipal Person.OfCustomer me) {
        return cases.of(me.customer().id(), 50).stream()
                .filter(one -> one.mergedInto().isEmpty())
                .map(this::shown)
                .toList();
    }

    @GetMapping("/api/v1/cases/{id}")
    Shown find(@AuthenticationPrincipal Person.OfCustomer me, @PathVariable String id) {
        return shown(mine(me, id));
    }

    /// @param text a person's words; empty when the program speaks
    /// @param key what the program says; empty when a person speaks
    record Said(
            long seq, String from, String text, String key, List<String> arguments, Instant at) {}

    /// Messages after number `after`, in order, at most 200: come back with the last number you
    /// have. What was fetched counts as read.
    @GetMapping("/api/v1/cases/{id}/messages")
    List<Said> messages(
            @AuthenticationPrincipal Person.OfCustomer me,
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long after) {
        var conversation = mine(me, id).conversation();
        var all = conversations.since(conversation, after);
        if (!all.isEmpty()) {
            receipts.mark(conversation, Receipts.Side.CUSTOMER, all.getLast().seq(), false);
        }
        return all.stream().map(CaseDoor::said).toList();
    }

    /// @param clientId made on the device for this message: sent twice, it is one message
    record Words(@NotBlank String text, @NotBlank @Size(max = 100) String clientId) {}

    @PostMapping("/api/v1/cases/{id}/messages")
    ResponseEntity<?> write(
            @AuthenticationPrincipal Person.OfCustomer me,
            @PathVariable String id,
            @Valid @RequestBody Words words) {
        var author = new Author.OfCustomer(me.customer().id());
        var conversation = mine(me, id).conversation();
        return switch (conversations.write(conversation, author, words.text(), words.clientId())) {
            case Writing.Accepted(var message) -> ResponseEntity.status(201).body(said(message));
            case Writing.NotAccepted(var reason) -> Problems.refusal(reason);
        };
    }

    /// Puts a picture (PNG, JPEG, GIF) or a PDF of at most 8 MB into the conversation, as `file`.
    ///
    /// @param clientId made on the device for this file: sent twice, it is there once
    @PostMapping(path = "/api/v1/cases/{id}/files", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<?> attach(
            @AuthenticationPrincipal Person.OfCustomer me,
            @PathVariable String id,
            @RequestParam MultipartFile file,
            @RequestParam String clientId) {
        var author = new Author.OfCustomer(me.customer().id());
        return switch (files.attach(mine(me, id), author, file, clientId)) {
            case Attachments.Outcome.Sent(var message) ->
                    ResponseEntity.status(201).body(said(message));
            case Attachments.Outcome.NotTaken(var why) -> Problems.refusal(why);
            case Attachments.Outcome.NobodyWouldSeeIt _ -> throw new Problems.NotFound();
        };
    }

    /// A file of a message that shows `file:fl_…`.
    @GetMapping("/api/v1/files/{id}")
    ResponseEntity<Resource> file(
            @AuthenticationPrincipal Person.OfCustomer me, @PathVariable String id) {
        var file = files.find(id);
        if (!file.of().equals(me.customer().id())) {
            throw new Problems.NotFound();
        }
        return files.send(file);
    }

    record Chosen(@NotNull Remedy remedy) {}

    /// Takes a remedy of the latest diagnosis.
    @PostMapping("/api/v1/cases/{id}/choices")
    ResponseEntity<?> choose(
            @AuthenticationPrincipal Person.OfCustomer me,
            @PathVariable String id,
            @Valid @RequestBody Chosen chosen) {
        var one = mine(me, id);
        var latest = diagnoses.latest(one.id()).map(Diagnosis::id);
        var choice =
                resolutions.choose(
                        me.customer().id(),
                        latest.orElseThrow(Problems.NotFound::new),
                        chosen.remedy());
        return switch (choice) {
            case Resolutions.Choice.Done _, Resolutions.Choice.NoLongerOffered _ ->
                    ResponseEntity.ok(shown(cases.find(one.id()).orElseThrow()));
            case Resolutions.Choice.Refused(var reason) -> Problems.refusal(reason);
            case Resolutions.Choice.NotFound _ -> throw new Problems.NotFound();
        };
    }

    private Case mine(Person.OfCustomer me, String id) {
        return CaseId.read(id)
                .flatMap(one -> cases.find(one, me.customer().id()))
                .map(cases::root)
                .orElseThrow(Problems.NotFound::new);
    }

    private Shown shown(Case one) {
        Optional<Diagnosis> latest = diagnoses.latest(one.id());
        return new Shown(
                one.id().toString(),
                one.number(),
                one.about().toString(),
                one.stage().name(),
                latest.map(it -> it.verdict().cause().name()).orElse(""),
                latest.filter(it -> it.chosen().isEmpty())
                        .map(it -> it.verdict().remedies())
                        .orElse(List.of()),
                promises.of(one.id()).stream().map(Promised::of).toList(),
                one.openedAt());
    }

    static Said said(Message message) {
        return said(message, false);
    }

    /// @param forDesk with what a stranger wrote, which is not said to the customer in our name
    static Said said(Message message, boolean forDesk) {
        var from =
                switch (message.author()) {
                    case Author.OfCustomer _ -> "customer";
                    case Author.OfAgent _ -> "agent";
                    case Author.Okpay _ -> "okpay";
                };
        return switch (message.body()) {
            case Body.Text(var text) ->
                    new Said(message.seq(), from, text, "", List.of(), message.at());
            case Body.Words words -> {
                var told = forDesk ? words : words.forCustomer();
                yield new Said(message.seq(), from, "", told.key(), told.arguments(), message.at());
            }
            case Body.Erased _ ->
                    new Said(message.seq(), from, "", "chat.erased", List.of(), message.at());
            case Body.TakenBack _ ->
                    new Said(message.seq(), from, "", "chat.taken.back", List.of(), message.at());
            case Body.Shown(var what) ->
                    new Said(
                            message.seq(),
                            from,
                            "",
                            "shown",
                            List.of(what.toString()),
                            message.at());
        };
    }
}
