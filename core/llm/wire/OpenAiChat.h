#pragma once

#include "core/llm/wire/Wire.h"

namespace metaspo {

/// Chat completions as OpenAI defined them and the rest of the world serves them.
QByteArray openAiChatBody(const WireCall& call);
/// A body that came with status 200.
WireReply readOpenAiChat(const HttpHeaders& headers, const QByteArray& body);

} // namespace metaspo
