package okpay.web.app;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import okpay.wallet.PaymentKind;
import okpay.wallet.PaymentState;

/// What somebody looks for among their payments.
///
/// @param from the first day
/// @param to the last day
public record Search(
        String text,
        Optional<PaymentState> state,
        Optional<PaymentKind> kind,
        Optional<LocalDate> from,
        Optional<LocalDate> to) {

    /// More than words and state are chosen.
    public boolean isClose() {
        return kind.isPresent() || from.isPresent() || to.isPresent();
    }

    /// The same search, as an address carries it.
    public String inUrl() {
        return "q=%s&state=%s&kind=%s&from=%s&to=%s"
                .formatted(
                        URLEncoder.encode(text, StandardCharsets.UTF_8),
                        state.map(Enum::name).orElse(""),
                        kind.map(Enum::name).orElse(""),
                        from.map(LocalDate::toString).orElse(""),
                        to.map(LocalDate::toString).orElse(""));
    }
}
