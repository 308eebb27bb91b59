#pragma once

#include "core/llm/wire/Wire.h"

namespace metaspo {

/// Anthropic's Messages: the system text is a field of its own, the output limit is required.
QByteArray anthropicMessagesBody(const WireCall& call);
/// A body that came with status 200. Input tokens are the sum of the three counters that Anthropic keeps
/// apart.
WireReply readAnthropicMessages(const HttpHeaders& headers, const QByteArray& body);

} // namespace metaspo
