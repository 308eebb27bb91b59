#pragma once

#include "core/domain/Completion.h"
#include "core/domain/RunSettings.h"

#include <optional>

namespace metaspo {

/// The text that the optimizer was asked for, or why there is none: a sentence.
struct TaggedText
{
    std::optional<QString> text;
    QString reason;
};

/// Reads a proposal (methods.md, section 3): the last complete pair of the tag; else, after a normal stop, from the
/// last opening tag to the end. With `schema` the tag is the key of a JSON object; an answer that is none is read by
/// tags.
TaggedText readProposal(const Completion& completion, const QString& tag, ProposalForm form);

/// Reads an analysis: the same, but without tags the whole answer is taken, and a cut-off one is better than none.
TaggedText readAnalysis(const Completion& completion, const QString& tag, ProposalForm form);

/// The JSON schema that asks for a text under the key `tag`.
QString schemaOf(const QString& tag);

/// Without the code fence around it, if it has one.
QString withoutCodeFence(const QString& text);

} // namespace metaspo
