#pragma once

#include "core/domain/Names.h"

#include <QList>
#include <QString>

namespace metaspo {

enum class MessageRole { System, User, Assistant };

struct Message
{
    MessageRole role = MessageRole::User;
    QString text;
    bool operator==(const Message&) const = default;
};

/// Why a completed answer ended. All of these are paid answers and are remembered; the absence of a response is
/// an Error instead.
enum class FinishReason {
    Stop,
    Length,          ///< cut off by the output limit
    ContentFilter,   ///< the provider withheld it
    Refusal,         ///< the model refused in a field of its own
    Empty,           ///< completed without text
    PolicyRejected,  ///< 400 for content policy: the answer of this request, for good
    ContextTooLong,  ///< 400: the request does not fit the model
    Other
};

/// Counts as the provider reported them; -1: not reported.
struct TokenUsage
{
    qint64 input = -1;
    qint64 cached = -1; ///< part of `input` served from a prefix cache
    qint64 output = -1;
    qint64 reasoning = -1; ///< part of `output`
    bool operator==(const TokenUsage&) const = default;
};

/// One answer of a model.
struct Completion
{
    QString text;
    QString reasoning; ///< kept apart, never part of the answer
    FinishReason finish = FinishReason::Stop;
    QString detail;    ///< the provider's words where it ended otherwise than by Stop
    TokenUsage usage;
    qint64 latencyMicroseconds = 0; ///< of the attempt that succeeded
    int attempts = 1;
    QString model;     ///< as reported
    QString requestId; ///< the provider's
    bool operator==(const Completion&) const = default;
};

enum class ModelRole { Base, Optimizer, Judge };

template <>
struct Names<MessageRole>
{
    static constexpr std::array<std::pair<MessageRole, const char*>, 3> table{{{MessageRole::System, "system"},
                                                                               {MessageRole::User, "user"},
                                                                               {MessageRole::Assistant, "assistant"}}};
};
template <>
struct Names<FinishReason>
{
    static constexpr std::array<std::pair<FinishReason, const char*>, 8> table{
        {{FinishReason::Stop, "stop"},
         {FinishReason::Length, "length"},
         {FinishReason::ContentFilter, "content_filter"},
         {FinishReason::Refusal, "refusal"},
         {FinishReason::Empty, "empty"},
         {FinishReason::PolicyRejected, "policy_rejected"},
         {FinishReason::ContextTooLong, "context_too_long"},
         {FinishReason::Other, "other"}}};
};
template <>
struct Names<ModelRole>
{
    static constexpr std::array<std::pair<ModelRole, const char*>, 3> table{
        {{ModelRole::Base, "base"}, {ModelRole::Optimizer, "optimizer"}, {ModelRole::Judge, "judge"}}};
};

} // namespace metaspo
