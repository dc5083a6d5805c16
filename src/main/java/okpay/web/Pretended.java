package okpay.web;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Says at the start which companies are still pretended where no demo company is: money that comes
/// in is made up then, and everybody is whom they say they are.
@Component
class Pretended {

    private static final Logger log = LoggerFactory.getLogger(Pretended.class);

    private static final Map<String, String> COMPANIES =
            Map.of(
                    "okpay.wallet.bank-url", "the bank",
                    "okpay.verification.register-url", "the register of residents",
                    "okpay.abroad.correspondent-url", "the correspondent abroad",
                    "okpay.bills.biller-url", "the billers");

    private final Environment environment;

    Pretended(Environment environment) {
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void say() {
        if (environment.getProperty("okpay.demo", Boolean.class, false)) {
            return;
        }
        COMPANIES.forEach((setting, company) -> {
            if (environment.getProperty(setting) == null) {
                log.warn("{} is only pretended: set {} before anybody uses this", company, setting);
            }
        });
    }
}
