package okpay.understanding;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires the room.
@Configuration
@EnableConfigurationProperties(UnderstandingSettings.class)
class UnderstandingRoom {

    @Bean
    Schoolbook schoolbook() {
        return Schoolbook.shipped();
    }
}
