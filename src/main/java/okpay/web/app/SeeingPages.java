package okpay.web.app;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import okpay.wallet.MonthPicture;
import okpay.wallet.Wallets;
import okpay.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// A month at a glance, and what OKPay has told the customer.
@Controller
class SeeingPages {

    private final MonthPicture picture;

    SeeingPages(MonthPicture picture) {
        this.picture = picture;
    }

    @GetMapping("/app/month")
    ModelAndView month(
            @ModelAttribute("page") Page page,
            @RequestParam(name = "m", defaultValue = "") String typed) {
        var now = YearMonth.from(LocalDate.ofInstant(page.now(), page.zone()));
        var month = read(typed, now);
        var parts = picture.of(page.customer().id(), month, page.zone(), Wallets.HOME);
        return new ModelAndView("app/month")
                .addObject("month", month)
                .addObject("hasNext", month.isBefore(now))
                .addObject("parts", parts);
    }

    /// Nonsense, and what is to come, is this month.
    private static YearMonth read(String typed, YearMonth now) {
        try {
            var month = typed.isBlank() ? now : YearMonth.parse(typed);
            return month.isAfter(now) || month.getYear() < 2000 ? now : month;
        } catch (DateTimeException _) {
            return now;
        }
    }
}
