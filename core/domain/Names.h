#pragma once

#include <QString>
#include <array>
#include <optional>
#include <utility>

namespace metaspo {

/// Gives an enumeration its names in files, options and CSV columns: specialise `Names<E>::table` with pairs
/// (value, name). The names are a contract: they are stored.
template <typename E>
struct Names;

template <typename E>
QString name(E value)
{
    for (const auto& [candidate, text] : Names<E>::table)
        if (candidate == value)
            return QString::fromLatin1(text);
    return {};
}

template <typename E>
std::optional<E> fromName(QStringView text)
{
    for (const auto& [candidate, candidateName] : Names<E>::table)
        if (text == QLatin1String(candidateName))
            return candidate;
    return std::nullopt;
}

/// "a, b or c": for the sentence that lists what an option takes.
template <typename E>
QString allNames()
{
    QString list;
    for (const auto& entry : Names<E>::table)
        list += (list.isEmpty() ? QString() : QStringLiteral(", ")) + QLatin1String(entry.second);
    return list;
}

} // namespace metaspo
