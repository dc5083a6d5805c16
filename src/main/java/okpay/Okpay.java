package okpay;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;

/// A mobile wallet whose customer service is part of the ledger.
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@EnableScheduling
@EnableAsync
@Modulithic(systemName = "OKPay")
public class Okpay {

    public static void main(String[] args) {
        SpringApplication.run(Okpay.class, args);
    }

    /// The one clock of all rooms; a test sets its own.
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
