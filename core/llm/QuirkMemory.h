#pragma once

#include "core/llm/wire/Wire.h"

#include <QStringList>

namespace metaspo {

/// What one model on one server was seen to refuse, learned from its 400 and 422: a body field is renamed,
/// dropped or bounded, or the system text moves into the first user turn. At most four lessons, each told in
/// a sentence. Not thread-safe.
class QuirkMemory
{
public:
    static constexpr int mostLessons = 4;

    explicit QuirkMemory(Quirks known = {})
        : m_quirks(std::move(known))
    {}
    const Quirks& quirks() const { return m_quirks; }
    /// Grows with every lesson; a call that was sent under an older number is worth sending again.
    int lessons() const { return static_cast<int>(m_sentences.size()); }
    const QStringList& sentences() const { return m_sentences; }
    /// True if the failure taught something, so that the same call sent again differs.
    bool learn(const WireFailure& failure, int status, const WireCall& sent);

private:
    bool note(const QString& sentence);

    Quirks m_quirks;
    QStringList m_sentences;
};

} // namespace metaspo
