package okpay.retention;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/// Wires the room.
@Configuration
@EnableConfigurationProperties(RetentionSettings.class)
class RetentionRoom {}
