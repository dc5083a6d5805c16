package okpay.drafting;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Which large model drafts answers, if any.
///
/// @param url where `/chat/completions` of an OpenAI-compatible server is, for example
///   `http://127.0.0.1:8000/v1`; without it drafting is off
/// @param model as that server calls it
/// @param key what we say to be let in; empty where it asks for nothing
/// @param patience how long an agent waits for a draft
@ConfigurationProperties("okpay.drafting")
record DraftingSettings(
        @Nullable URI url,
        @DefaultValue("default") String model,
        @DefaultValue("") String key,
        @DefaultValue("PT20S") Duration patience) {}
