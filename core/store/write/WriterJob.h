#pragma once

#include "core/store/Writer.h"
#include "core/store/write/WriteSession.h"

#include <utility>

namespace metaspo {

/// Something to be written, and whoever waits for it. Used on the writer's thread.
class WriterJob
{
public:
    explicit WriterJob(bool isPaid)
        : m_isPaid(isPaid)
    {
    }
    virtual ~WriterJob() = default;

    bool isPaid() const { return m_isPaid; } ///< kept in memory until it is in the file
    /// Writes; may be called again after a rollback. Throws StoreFailure or SQLite::Exception.
    virtual void apply(WriteSession& session) = 0;
    /// Will not be applied again.
    virtual void refuse(const Error& error) = 0;
    virtual bool isRefused() const = 0;
    /// Tells whoever waits: after the commit, or with the reason why there is none.
    virtual void finish(const Error* error) = 0;

private:
    bool m_isPaid;
};

template <typename T, typename Apply>
class WriterJobOf : public WriterJob
{
public:
    WriterJobOf(bool isPaid, Apply apply, Writer::Done<T> done)
        : WriterJob(isPaid)
        , m_apply(std::move(apply))
        , m_done(std::move(done))
    {
    }

    void apply(WriteSession& session) override
    {
        if constexpr (std::is_void_v<T>)
            m_apply(session);
        else
            m_result = m_apply(session);
    }
    void refuse(const Error& error) override { m_error = error; }
    bool isRefused() const override { return m_error.has_value(); }
    void finish(const Error* error) override
    {
        if (error && !m_error)
            m_error = *error;
        if (!m_done)
            return;
        if (m_error)
            m_done(tl::unexpected<Error>(*m_error));
        else
            m_done(std::move(m_result));
    }

private:
    Apply m_apply;
    Writer::Done<T> m_done;
    Result<T> m_result;
    std::optional<Error> m_error;
};

} // namespace metaspo
