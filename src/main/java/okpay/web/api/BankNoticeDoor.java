package okpay.web.api;

import okpay.bank.BankNotices;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Where the bank writes to us by itself. Signed; a notice may come late, twice and in any order.
@RestController
class BankNoticeDoor {

    private final BankNotices notices;

    BankNoticeDoor(BankNotices notices) {
        this.notices = notices;
    }

    @PostMapping("/rails/sandbank/notices")
    ResponseEntity<Void> hear(
            @RequestBody String body,
            @RequestHeader(name = "X-Sandbank-Signature", defaultValue = "") String signature) {
        var status =
                switch (notices.hear(body, signature)) {
                    case TAKEN -> HttpStatus.NO_CONTENT;
                    case NOT_SIGNED_BY_THE_BANK -> HttpStatus.UNAUTHORIZED;
                    case NOT_UNDERSTOOD -> HttpStatus.BAD_REQUEST;
                    case NO_SUCH_PAYMENT -> HttpStatus.NOT_FOUND;
                };
        return ResponseEntity.status(status).build();
    }
}
