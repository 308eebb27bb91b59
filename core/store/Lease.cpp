#include "core/store/Lease.h"

#include "core/store/LeaseParts.h"

namespace metaspo {

Lease::Lease(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

Lease::~Lease() = default;

qint64 Lease::run() const
{
    return m_parts->run;
}

} // namespace metaspo
