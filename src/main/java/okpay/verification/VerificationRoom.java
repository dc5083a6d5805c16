package okpay.verification;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/// Wires the room.
@Configuration
@EnableConfigurationProperties(VerificationSettings.class)
class VerificationRoom {}
