package okpay.web.site;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The front page, and the reader's choice of language.
@Controller
class FrontPage {

    @GetMapping("/")
    String front() {
        return "site/front";
    }

    /// Remembers the language and goes back to where the reader was, on this site only.
    @GetMapping("/language")
    String language(
            @RequestParam String to,
            @RequestParam(defaultValue = "/") String back,
            HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from("okpay_lang", to.equals("zh") ? "zh-CN" : "en")
                        .path("/")
                        .sameSite("Lax")
                        .maxAge(Duration.ofDays(365))
                        .build()
                        .toString());
        boolean here = back.startsWith("/") && !back.startsWith("//") && !back.contains("\\");
        return "redirect:" + (here ? back : "/");
    }
}
