package okpay.web.app;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import okpay.disputes.Dispute;
import okpay.disputes.DisputeId;
import okpay.disputes.Disputes;
import okpay.disputes.Evidence;
import okpay.disputes.Verdicts;
import okpay.merchant.Merchants;
import okpay.wallet.Shop;
import okpay.wallet.ShopId;
import okpay.web.Files;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// The shop's side of a dispute.
@Controller
class TillDisputePages {

    private static final String HERE = "/app/till/{shop}/disputes/{id}";

    private final Merchants merchants;
    private final Disputes disputes;
    private final Verdicts verdicts;
    private final Evidence evidence;

    TillDisputePages(Merchants merchants, Disputes disputes, Verdicts verdicts, Evidence evidence) {
        this.merchants = merchants;
        this.disputes = disputes;
        this.verdicts = verdicts;
        this.evidence = evidence;
    }

    @GetMapping(HERE)
    ModelAndView show(
            @ModelAttribute("page") Page page, @PathVariable String shop, @PathVariable String id) {
        return show(page, shop, id, Optional.empty());
    }

    private ModelAndView show(Page page, String shop, String id, Optional<String> refusal) {
        var mine = shop(page, shop);
        var dispute = dispute(mine, id);
        return Forms.show("app/till-dispute", refusal)
                .addObject("shop", mine)
                .addObject("dispute", dispute)
                .addObject("payment", disputes.payment(dispute).orElseThrow())
                .addObject("steps", disputes.steps(dispute))
                .addObject("pieces", evidence.list(dispute.id()));
    }

    @PostMapping(HERE + "/answer")
    ModelAndView answer(
            @ModelAttribute("page") Page page,
            @PathVariable String shop,
            @PathVariable String id,
            @RequestParam boolean agrees,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String pin) {
        var dispute = dispute(shop(page, shop), id);
        var locked = agrees ? merchants.locked(page.customer(), pin) : Optional.empty();
        if (locked.isPresent()) {
            return show(page, shop, id, Optional.of("till.refused." + locked.get()));
        }
        return switch (verdicts.answer(dispute.id(), agrees, words)) {
            case DONE -> to(shop, id);
            case Verdicts.Heard why -> show(page, shop, id, Optional.of("verdict.refused." + why));
        };
    }

    @PostMapping(HERE + "/evidence")
    ModelAndView add(
            @ModelAttribute("page") Page page,
            @PathVariable String shop,
            @PathVariable String id,
            @RequestParam MultipartFile file)
            throws IOException {
        var dispute = dispute(shop(page, shop), id);
        return Files.add(evidence, dispute, Evidence.Side.MERCHANT, file)
                .map(why -> show(page, shop, id, Optional.of("dispute.refused." + why)))
                .orElseGet(() -> to(shop, id));
    }

    @GetMapping(HERE + "/evidence/{piece}")
    ResponseEntity<Resource> file(
            @ModelAttribute("page") Page page,
            @PathVariable String shop,
            @PathVariable String id,
            @PathVariable UUID piece) {
        return Files.send(evidence, dispute(shop(page, shop), id), piece);
    }

    private static ModelAndView to(String shop, String id) {
        return new ModelAndView("redirect:/app/till/%s/disputes/%s".formatted(shop, id));
    }

    private Dispute dispute(Shop shop, String id) {
        return DisputeId.read(id)
                .flatMap(one -> disputes.find(one, shop.code()))
                .orElseThrow(Problems.NotFound::new);
    }

    private Shop shop(Page page, String id) {
        return ShopId.read(id)
                .flatMap(one -> merchants.find(page.customer().id(), one))
                .orElseThrow(Problems.NotFound::new);
    }
}
