#pragma once

#include <QMap>
#include <QStringList>
#include <QWidget>

class QLabel;
class QListWidget;

namespace metaspo {

/// The system prompts that a run of the method evaluate scores, to be checked, and which tasks have given user prompts.
class GivenPrompts : public QWidget
{
    Q_OBJECT

public:
    explicit GivenPrompts(QWidget* parent = nullptr);

    void show(const QStringList& systemPrompts, const QMap<QString, QStringList>& userPrompts);
    using QWidget::show;
    QStringList chosen() const; ///< in the order given

Q_SIGNALS:
    void changed(); ///< by the user

private:
    QListWidget* m_list;
    QLabel* m_users;
    QStringList m_prompts;
};

} // namespace metaspo
