#pragma once

#include <QtGlobal>
#include <memory>

namespace metaspo {

/// Ownership of one live run: an open-file-description lock on byte `run` of "<file>.lock", which the kernel frees when
/// the process dies, however it dies. Given back when destroyed. Any thread.
class Lease
{
public:
    struct Parts;
    explicit Lease(std::unique_ptr<Parts> parts);
    ~Lease();
    qint64 run() const;

private:
    std::unique_ptr<Parts> m_parts;
};

} // namespace metaspo
