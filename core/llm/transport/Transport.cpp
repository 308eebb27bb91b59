#include "core/llm/transport/Transport.h"

namespace metaspo {

QByteArray HttpHeaders::value(const char* name) const
{
    for (const auto& [lineName, lineValue] : lines)
        if (lineName.compare(name, Qt::CaseInsensitive) == 0)
            return lineValue.isNull() ? QByteArray("") : lineValue;
    return {};
}

} // namespace metaspo
