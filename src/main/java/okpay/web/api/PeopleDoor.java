package okpay.web.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okpay.friends.Codes;
import okpay.friends.MoneyRequest;
import okpay.friends.Parcels;
import okpay.friends.RequestId;
import okpay.friends.Requests;
import okpay.identity.Handle;
import okpay.identity.Person;
import okpay.wallet.PayOrder;
import okpay.wallet.PaymentId;
import okpay.web.PeopleRows;
import okpay.web.Problems;
import okpay.web.api.WalletDoor.Amount;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Money between people by program: the code one is paid by, asking, and sending to somebody who
/// must accept it first. Names of others are half masked.
@RestController
class PeopleDoor {

    private final Codes codes;
    private final Requests requests;
    private final Parcels parcels;
    private final PeopleRows rows;

    PeopleDoor(Codes codes, Requests requests, Parcels parcels, PeopleRows rows) {
        this.codes = codes;
        this.requests = requests;
        this.parcels = parcels;
        this.rows = rows;
    }

    /// @param text what stands in the QR code (EMVCo)
    record Code(String text) {}

    @GetMapping("/api/v1/receive-code")
    Code code(@AuthenticationPrincipal Person.OfCustomer me) {
        return new Code(codes.of(me.customer()));
    }

    /// A new one; the one before names nobody any more.
    @DeleteMapping("/api/v1/receive-code")
    Code renew(@AuthenticationPrincipal Person.OfCustomer me) {
        codes.renew(me.customer().id());
        return code(me);
    }

    /// @param who the other one
    /// @param state OPEN, PAID, DECLINED, CANCELLED or LAPSED
    record Asked(
            String id,
            String who,
            Amount amount,
            String note,
            String state,
            Instant madeAt,
            Instant until) {}

    /// Newest first, at most 100.
    ///
    /// @param asked `true` for those one asked others for; else those others ask for
    @GetMapping("/api/v1/requests")
    List<Asked> list(
            @AuthenticationPrincipal Person.OfCustomer me,
            @RequestParam(defaultValue = "false") boolean asked) {
        return shown(requests.of(me.customer().id(), asked), me);
    }

    @GetMapping("/api/v1/requests/{id}")
    Asked find(@AuthenticationPrincipal Person.OfCustomer me, @PathVariable String id) {
        return shown(List.of(request(me, id)), me).getFirst();
    }

    private List<Asked> shown(List<MoneyRequest> some, Person.OfCustomer me) {
        return rows.requests(some, me.customer().id()).stream()
                .map(it -> shown(it.request(), it.who(), it.paid()))
                .toList();
    }

    private Asked shown(MoneyRequest request, String who, boolean paid) {
        return new Asked(
                request.id().toString(),
                who,
                Amount.of(request.amount()),
                request.note(),
                paid ? "PAID" : requests.stateNow(request),
                request.madeAt(),
                request.until());
    }

    /// @param from phone numbers and addresses, 1 to 20
    /// @param amount for each, or the whole of what is split, in CNY
    /// @param split among them and the asker
    record Asking(
            @NotNull @Size(min = 1, max = 20) List<@NotBlank @Size(max = 254) String> from,
            @NotBlank @Size(max = 30) String amount,
            Optional<@Size(max = 200) String> note,
            Optional<Boolean> split) {}

    @PostMapping("/api/v1/requests")
    ResponseEntity<?> ask(
            @AuthenticationPrincipal Person.OfCustomer me,
            @RequestHeader("Idempotency-Key") String key,
            @Valid @RequestBody Asking asking) {
        Answers.key(key);
        return Answers.with(
                asking.amount(),
                money ->
                        switch (requests.ask(
                                me.customer(),
                                money,
                                asking.split().orElse(false),
                                asking.from(),
                                asking.note().orElse(""),
                                key)) {
                            case Requests.Asked(var made) ->
                                    ResponseEntity.status(201).body(shown(made, me));
                            case Requests.NotAsked(var why) -> Problems.refusal(why);
                        });
    }

    record Let(@NotBlank @Size(max = 6) String pin) {}

    @PostMapping("/api/v1/requests/{id}/payment")
    ResponseEntity<?> pay(
            @AuthenticationPrincipal Person.OfCustomer me,
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @Valid @RequestBody Let let) {
        var request = request(me, id);
        if (!request.payer().equals(me.customer().id())) {
            throw new Problems.NotFound();
        }
        var attempt = requests.pay(me.customer(), request, Answers.key(key), let.pin());
        return Answers.paid(attempt, me.customer().id());
    }

    /// Declined by who is asked, taken back by who asked; answers how it stands now, for what is
    /// paid stays paid.
    @DeleteMapping("/api/v1/requests/{id}")
    Asked end(@AuthenticationPrincipal Person.OfCustomer me, @PathVariable String id) {
        requests.end(me.customer().id(), request(me, id));
        return find(me, id);
    }

    private MoneyRequest request(Person.OfCustomer me, String id) {
        return RequestId.read(id)
                .flatMap(one -> requests.find(one, me.customer().id()))
                .orElseThrow(Problems.NotFound::new);
    }

    /// @param to a phone number or an address of somebody without a wallet
    record Packet(
            @NotBlank @Size(max = 254) String to,
            @NotBlank @Size(max = 30) String amount,
            Optional<@Size(max = 200) String> note,
            Optional<@Size(max = 6) String> pin) {}

    @PostMapping("/api/v1/parcels")
    ResponseEntity<?> send(
            @AuthenticationPrincipal Person.OfCustomer me,
            @RequestHeader("Idempotency-Key") String key,
            @Valid @RequestBody Packet packet) {
        var to = Handle.read(packet.to()).orElseThrow(() -> new Problems.Mistake("to"));
        return Answers.with(
                packet.amount(),
                money -> {
                    var order =
                            new PayOrder(
                                    money,
                                    packet.note().orElse(""),
                                    Answers.key(key),
                                    packet.pin().orElse(""));
                    return Answers.paid(parcels.send(me.customer(), to, order), me.customer().id());
                });
    }

    /// @param from who sent it
    record Waiting(String id, String from, Amount amount, String note, Instant until) {}

    /// Money that waits to be accepted.
    @GetMapping("/api/v1/parcels")
    List<Waiting> waiting(@AuthenticationPrincipal Person.OfCustomer me) {
        return rows.waiting(me.customer()).stream()
                .map(it ->
                        new Waiting(
                                it.id().toString(),
                                it.from(),
                                Amount.of(it.amount()),
                                it.note(),
                                it.until()))
                .toList();
    }

    @PostMapping("/api/v1/parcels/{id}/acceptance")
    ResponseEntity<?> accept(
            @AuthenticationPrincipal Person.OfCustomer me, @PathVariable String id) {
        return payment(id).filter(it -> parcels.accept(me.customer(), it)).isPresent()
                ? ResponseEntity.noContent().build()
                : notFound();
    }

    /// Back to the sender, while it is not accepted.
    @DeleteMapping("/api/v1/parcels/{id}")
    ResponseEntity<?> recall(
            @AuthenticationPrincipal Person.OfCustomer me, @PathVariable String id) {
        return payment(id).filter(it -> parcels.recall(me.customer(), it)).isPresent()
                ? ResponseEntity.noContent().build()
                : notFound();
    }

    private static Optional<PaymentId> payment(String id) {
        return PaymentId.read(id);
    }

    private static ResponseEntity<?> notFound() {
        throw new Problems.NotFound();
    }
}
