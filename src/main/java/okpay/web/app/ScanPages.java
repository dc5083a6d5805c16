package okpay.web.app;

import java.io.IOException;
import java.util.Optional;
import okpay.friends.Codes;
import okpay.merchant.ChargeId;
import okpay.qr.PaymentCode;
import okpay.qr.PaymentCodes;
import okpay.qr.QrPictures;
import okpay.wallet.Shops;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// Scanning a code: with the camera, from a picture, or typed from under it.
@Controller
class ScanPages {

    private static final int LARGEST = 10_000_000;

    private final Shops shops;
    private final Codes codes;

    ScanPages(Shops shops, Codes codes) {
        this.codes = codes;
        this.shops = shops;
    }

    @GetMapping("/app/scan")
    ModelAndView form() {
        return Forms.show("app/scan", Optional.empty());
    }

    /// A picture, chosen by hand.
    @PostMapping("/app/scan")
    ModelAndView scan(@RequestParam MultipartFile picture) throws IOException {
        return switch (read(picture)) {
            case PaymentCode.NotPayable(var flaw) -> refused(flaw);
            case PaymentCode code -> to(code);
        };
    }

    /// What the camera sees now: 204 while there is nothing, or where to go on.
    @PostMapping("/app/scan/frames")
    ResponseEntity<String> frame(@RequestParam MultipartFile picture) throws IOException {
        var code = read(picture);
        if (code instanceof PaymentCode.NotPayable(var flaw)) {
            boolean isNothing =
                    flaw == PaymentCode.Flaw.NO_CODE_SEEN || flaw == PaymentCode.Flaw.NO_PICTURE;
            return isNothing
                    ? ResponseEntity.noContent().build()
                    : ResponseEntity.ok("/app/scan?flaw=" + flaw);
        }
        return ResponseEntity.ok(address(code).orElse("/app/scan?flaw=NOT_OURS"));
    }

    /// What the camera saw and cannot be paid; or the code of a shop, typed.
    @GetMapping(value = "/app/scan", params = "flaw")
    ModelAndView flawed(@RequestParam PaymentCode.Flaw flaw) {
        return refused(flaw);
    }

    @GetMapping(value = "/app/scan", params = "code")
    ModelAndView typed(@RequestParam String code) {
        return shops.byCode(code)
                .map(shop -> new ModelAndView("redirect:/app/shops/" + shop.id()))
                .orElseGet(() -> refused(PaymentCode.Flaw.NOT_OURS));
    }

    private static PaymentCode read(MultipartFile picture) throws IOException {
        if (picture.getSize() > LARGEST) {
            return new PaymentCode.NotPayable(PaymentCode.Flaw.NO_PICTURE);
        }
        return switch (QrPictures.look(picture.getBytes())) {
            case QrPictures.Seen.Text(var text) -> PaymentCodes.read(text);
            case QrPictures.Seen.Nothing(var why) -> new PaymentCode.NotPayable(why);
        };
    }

    private ModelAndView to(PaymentCode code) {
        return address(code)
                .map(place -> new ModelAndView("redirect:" + place))
                .orElseGet(() -> refused(PaymentCode.Flaw.NOT_OURS));
    }

    /// Where what is scanned is paid; empty when it names nobody.
    private Optional<String> address(PaymentCode code) {
        return switch (code) {
            case PaymentCode.ToShop(var _, var _, var charge) when charge.isPresent() ->
                    ChargeId.read(charge.get()).map(id -> "/app/charges/" + id);
            case PaymentCode.ToShop(var shop, var amount, var _) ->
                    shops.byCode(shop)
                            .map(it ->
                                    "/app/shops/%s?amount=%s"
                                            .formatted(
                                                    it.id(),
                                                    amount.map(money -> money.digits())
                                                            .orElse("")));
            case PaymentCode.ToPerson(var token) ->
                    codes.find(token).map(_ -> "/app/send?to=" + SendPages.CODE + token);
            case PaymentCode.NotPayable _ -> Optional.empty();
        };
    }

    private static ModelAndView refused(PaymentCode.Flaw flaw) {
        var view = Forms.show("app/scan", Optional.of("scan.refused." + flaw));
        view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return view;
    }
}
