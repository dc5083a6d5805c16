package okpay.channels;

import org.springframework.core.io.ByteArrayResource;

/// Something that came with words from outside.
///
/// @param name as its sender calls it
public record Piece(String name, ByteArrayResource body) {}
