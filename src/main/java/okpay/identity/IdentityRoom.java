package okpay.identity;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/// Wires the room.
@Configuration
@EnableConfigurationProperties(IdentitySettings.class)
class IdentityRoom {}
