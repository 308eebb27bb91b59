#pragma once

#include "core/engine/Project.h"

#include <QWidget>

class QLabel;

namespace metaspo {

class CallText;

/// One call as it went out and came back: system text, user text, response; how it was read and judged; tokens, time,
/// money, failed attempts. Everything is plain text.
class CallInspector : public QWidget
{
    Q_OBJECT

public:
    explicit CallInspector(QWidget* parent = nullptr);

    void setProject(const std::shared_ptr<Project>& project);
    void show(std::optional<qint64> call);
    using QWidget::show;

Q_SIGNALS:
    void failed(const metaspo::Error& error);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* makeBar();
    void fill(const CallDetail& detail);
    QString judgement(const EvaluationRecord& evaluation) const;
    QString costs(const CallDetail& detail) const;

    std::shared_ptr<Project> m_project;
    std::optional<qint64> m_call;
    std::optional<OutcomeKind> m_outcome;
    QLabel* m_judgement;
    QLabel* m_costs;
    QLabel* m_nothing;
    QWidget* m_content;
    CallText* m_text;
    QString m_system;
    QString m_user;
    QString m_response;
};

} // namespace metaspo
