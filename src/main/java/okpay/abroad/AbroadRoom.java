package okpay.abroad;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/// Wires the room.
@Configuration
@EnableConfigurationProperties(AbroadSettings.class)
class AbroadRoom {}
