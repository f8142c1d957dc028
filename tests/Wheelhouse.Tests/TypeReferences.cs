using System.Reflection;
using System.Reflection.Emit;

namespace Wheelhouse.Tests;

/// <summary>The types of its own assembly that a type refers to: in signatures, fields, attributes and the code of its methods.</summary>
internal static class TypeReferences
{
    private const BindingFlags Declared =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    internal static IReadOnlySet<Type> Of(Type type)
    {
        var found = new HashSet<Type>();
        Add(type.BaseType);
        AddAll(type.GetInterfaces());
        AddAttributes(type);
        foreach (var field in type.GetFields(Declared))
        {
            Add(field.FieldType);
            AddAttributes(field);
        }

        foreach (var property in type.GetProperties(Declared))
        {
            AddAttributes(property);
        }

        foreach (var method in type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)))
        {
            AddSignature(method);
            AddAttributes(method);
            AddBody(method);
        }

        _ = found.RemoveWhere(other => other.Assembly != type.Assembly);
        return found;

        void AddAll(IEnumerable<Type?> types)
        {
            foreach (var one in types)
            {
                Add(one);
            }
        }

        void Add(Type? one)
        {
            while (one?.HasElementType == true)
            {
                one = one.GetElementType();
            }

            if (one is null || one.IsGenericParameter)
            {
                AddAll(one?.GetGenericParameterConstraints() ?? []);
            }
            else if (one.IsConstructedGenericType)
            {
                AddAll(one.GetGenericArguments());
                _ = found.Add(one.GetGenericTypeDefinition());
            }
            else
            {
                _ = found.Add(one);
            }
        }

        void AddAttributes(MemberInfo member) =>
            AddAll(member.GetCustomAttributesData().Select(data => data.AttributeType));

        void AddSignature(MethodBase method)
        {
            Add(method.DeclaringType);
            AddAll(method.GetParameters().Select(parameter => parameter.ParameterType));
            Add((method as MethodInfo)?.ReturnType);
            if (method.IsGenericMethod)
            {
                AddAll(method.GetGenericArguments());
            }
        }

        void AddBody(MethodBase method)
        {
            if (method.GetMethodBody() is not { } body)
            {
                return;
            }

            AddAll(body.LocalVariables.Select(local => local.LocalType));
            AddAll(
                body.ExceptionHandlingClauses.Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause)
                    .Select(clause => clause.CatchType)
            );
            foreach (var member in MembersIn(method, body.GetILAsByteArray()!))
            {
                switch (member)
                {
                    case Type named:
                        Add(named);
                        break;
                    case MethodBase called:
                        AddSignature(called);
                        break;
                    case FieldInfo field:
                        Add(field.DeclaringType);
                        Add(field.FieldType);
                        break;
                    default:
                        break;
                }
            }
        }
    }

    /// <summary>The members that the code of a method names by token.</summary>
    private static IEnumerable<MemberInfo> MembersIn(MethodBase method, byte[] code)
    {
        var typeArguments =
            method.DeclaringType?.IsGenericType == true ? method.DeclaringType.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var position = 0; position < code.Length; )
        {
            // The first byte of a code of two is 0xfe.
            var value = code[position] == 0xfe ? (short)((code[position++] << 8) | code[position++]) : code[position++];
            var operand = OpCodesByValue[value].OperandType;
            if (
                operand
                is OperandType.InlineMethod
                    or OperandType.InlineField
                    or OperandType.InlineType
                    or OperandType.InlineTok
            )
            {
                yield return method.Module.ResolveMember(
                    BitConverter.ToInt32(code, position),
                    typeArguments,
                    methodArguments
                )!;
            }

            position += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, position)),
                _ => 4,
            };
        }
    }
}
