package okpay.web.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.disputes.Dispute;
import okpay.disputes.DisputeId;
import okpay.disputes.DisputeReason;
import okpay.disputes.Disputes;
import okpay.disputes.Evidence;
import okpay.identity.Person;
import okpay.wallet.PaymentId;
import okpay.wallet.Payments;
import okpay.web.Files;
import okpay.web.Problems;
import okpay.web.api.WalletDoor.Amount;
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

/// Contesting a payment by program, and every step of it with its date.
@RestController
class DisputeDoor {

    private final Disputes disputes;
    private final Evidence evidence;
    private final Payments payments;

    DisputeDoor(Disputes disputes, Evidence evidence, Payments payments) {
        this.disputes = disputes;
        this.evidence = evidence;
        this.payments = payments;
    }

    record Step(String kind, String words, Instant at) {}

    /// @param creditDue when the customer has the money provisionally, unless it is decided before
    /// @param credited the customer has it now
    /// @param creditEnds when it goes back after a dispute was lost
    record Shown(
            String id,
            String payment,
            Amount amount,
            String reason,
            String stage,
            Instant openedAt,
            Instant answerDue,
            Optional<Instant> creditDue,
            Instant decisionDue,
            boolean credited,
            Optional<Instant> creditEnds,
            Optional<Instant> appealUntil,
            List<Step> steps,
            List<String> evidence) {}

    private Shown shown(Dispute it) {
        return new Shown(
                it.id().toString(),
                it.payment().toString(),
                Amount.of(it.amount()),
                it.reason().name(),
                it.stage().name(),
                it.openedAt(),
                it.answerDue(),
                it.creditDue(),
                it.decisionDue(),
                it.credited(),
                it.creditEnds(),
                it.appealUntil(),
                disputes.steps(it).stream()
                        .map(step -> new Step(step.kind().name(), step.words(), step.at()))
                        .toList(),
                evidence.list(it.id()).stream().map(piece -> piece.id().toString()).toList());
    }

    /// @param amount all that is left of the payment, or a part
    /// @param words the customer's own
    record Contest(
            @NotBlank @Size(max = 30) String amount,
            @NotNull DisputeReason reason,
            @NotBlank @Size(max = 2_000) String words) {}

    @PostMapping("/api/v1/payments/{id}/disputes")
    ResponseEntity<?> open(
            @AuthenticationPrincipal Person.OfCustomer me,
            @PathVariable String id,
            @Valid @RequestBody Contest contest) {
        var payment =
                PaymentId.read(id)
                        .flatMap(one -> payments.find(one, me.customer().id()))
                        .filter(one -> one.customer().equals(me.customer().id()))
                        .orElseThrow(Problems.NotFound::new);
        return Answers.with(
                contest.amount(),
                payment.amount().currency(),
                money ->
                        switch (disputes.open(
                                me.customer(), payment, money, contest.reason(), contest.words())) {
                            case Disputes.Opened(var dispute) ->
                                    ResponseEntity.status(201).body(shown(dispute));
                            case Disputes.NotOpened(var why) -> Problems.refusal(why);
                        });
    }

    /// All disputes of a payment, oldest first.
    @GetMapping("/api/v1/payments/{id}/disputes")
    List<Shown> of(@AuthenticationPrincipal Person.OfCustomer me, @PathVariable String id) {
        var mine = me.customer().id();
        return PaymentId.read(id)
                .flatMap(one -> payments.find(one, mine))
                .map(one -> disputes.of(one.id()))
                .orElseThrow(Problems.NotFound::new)
                .stream()
                .filter(it -> it.customer().equals(mine))
                .map(this::shown)
                .toList();
    }

    @GetMapping("/api/v1/disputes/{id}")
    Shown find(@AuthenticationPrincipal Person.OfCustomer me, @PathVariable String id) {
        return shown(dispute(me, id));
    }

    /// A picture (PNG, JPEG, GIF) or a PDF, as `file`.
    @PostMapping(
            path = "/api/v1/disputes/{id}/evidence",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<?> add(
            @AuthenticationPrincipal Person.OfCustomer me,
            @PathVariable String id,
            @RequestParam MultipartFile file)
            throws IOException {
        return Answers.done(Files.add(evidence, dispute(me, id), Evidence.Side.CUSTOMER, file));
    }

    @GetMapping("/api/v1/disputes/{id}/evidence/{piece}")
    ResponseEntity<Resource> file(
            @AuthenticationPrincipal Person.OfCustomer me,
            @PathVariable String id,
            @PathVariable UUID piece) {
        return Files.send(evidence, dispute(me, id), piece);
    }

    /// Takes it back. A credit goes back at once.
    @PostMapping("/api/v1/disputes/{id}/withdrawal")
    ResponseEntity<?> withdraw(
            @AuthenticationPrincipal Person.OfCustomer me, @PathVariable String id) {
        return Answers.done(disputes.withdraw(dispute(me, id).id()));
    }

    record Appeal(@NotBlank @Size(max = 2_000) String words) {}

    /// Says it was decided wrongly; somebody else looks at it.
    @PostMapping("/api/v1/disputes/{id}/appeal")
    ResponseEntity<?> appeal(
            @AuthenticationPrincipal Person.OfCustomer me,
            @PathVariable String id,
            @Valid @RequestBody Appeal appeal) {
        return Answers.done(disputes.appeal(dispute(me, id).id(), appeal.words()));
    }

    private Dispute dispute(Person.OfCustomer me, String id) {
        return DisputeId.read(id)
                .flatMap(one -> disputes.find(one, me.customer()))
                .orElseThrow(Problems.NotFound::new);
    }
}
